import type { RemoteSession } from '../smtp/remote-session.ts';

/** Milliseconds an open connection waits for the next message, and how many of them wait for one host. */
const keptFor = 15_000;
const perHost = 10;

export type SessionPool = {
  take(key: string): RemoteSession | null;
  give(key: string, session: RemoteSession): void;
  close(): void;
};

/** Connections that worked, kept a moment for the next message to the same host. */
export function createSessionPool(): SessionPool {
  const idle = new Map<string, { session: RemoteSession; timer: NodeJS.Timeout }[]>();
  let closed = false;

  function drop(key: string, session: RemoteSession): void {
    const left = (idle.get(key) ?? []).filter(one => one.session !== session);
    if (left.length === 0) idle.delete(key);
    else idle.set(key, left);
    session.close();
  }

  return {
    take(key) {
      const waiting = idle.get(key) ?? [];
      for (;;) {
        const one = waiting.pop();
        if (waiting.length === 0) idle.delete(key);
        if (one === undefined) return null;
        clearTimeout(one.timer);
        if (one.session.reusable) return one.session;
        one.session.destroy();
      }
    },
    give(key, session) {
      const waiting = idle.get(key) ?? [];
      if (closed || !session.reusable || waiting.length >= perHost) {
        session.close();
        return;
      }
      const timer = setTimeout(() => drop(key, session), keptFor);
      timer.unref();
      waiting.push({ session, timer });
      idle.set(key, waiting);
    },
    close() {
      closed = true;
      for (const [key, waiting] of [...idle]) {
        for (const { session, timer } of [...waiting]) {
          clearTimeout(timer);
          drop(key, session);
        }
      }
    },
  };
}
