/** LISTEN: one connection of its own, opened with the first channel and again whenever it falls. */
import type { Log } from '../../observe/log.ts';
import type { Connection } from './connection.ts';
import { pause, pauseBefore } from './pauses.ts';

export type Listener = {
  onMessage(payload: string): void;
  /** After a gap in which messages may have been lost: compare with the truth. */
  onReconnect?(): void;
};

export type Listening = {
  /** Resolves when the channel is listened to. @returns stops it */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
  all(): Connection[];
  close(): Promise<void>;
};

/** How often a silent connection is asked whether it lives. */
const heartbeat = 20_000;

export function listenOn(open: (withinMs: number) => Promise<Connection>, random: () => number, log: Log): Listening {
  const channels = new Map<string, Set<Listener>>();
  const closing = new AbortController();
  let current: Connection | undefined;
  let loop: Promise<void> | undefined;
  let started = Promise.withResolvers<void>();

  async function keep(): Promise<void> {
    let first = true;
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      try {
        const connection = await open(5_000);
        connection.onNotification((channel, payload) => {
          for (const listener of channels.get(channel) ?? []) listener.onMessage(payload);
        });
        await Promise.all([...channels.keys()].map(channel => connection.send(listenStatement(channel))));
        current = connection;
        attempt = 0;
        started.resolve();
        if (!first)
          for (const listeners of channels.values()) for (const listener of listeners) listener.onReconnect?.();
        first = false;
        await whileAlive(connection, closing.signal);
      } catch (error) {
        log.warn('database: announcements are not heard, trying again', { error });
      }
      await current?.end();
      current = undefined;
      started = Promise.withResolvers<void>();
      await pause(pauseBefore(attempt, random), closing.signal);
    }
  }

  return {
    async listen(channel, listener) {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners.add(listener));
      loop ??= keep();
      await started.promise;
      await current?.send(listenStatement(channel));
      return async () => {
        listeners.delete(listener);
        if (listeners.size > 0 || channels.get(channel) !== listeners) return;
        channels.delete(channel);
        if (current?.alive) await current.send({ text: `unlisten ${quoted(channel)}`, name: '' });
      };
    },
    all: () => (current === undefined ? [] : [current]),
    async close() {
      closing.abort();
      await loop;
    },
  };
}

/** Until the connection falls or the program stops; the heartbeat finds a network that swallows without a word. */
async function whileAlive(connection: Connection, stop: AbortSignal): Promise<void> {
  const stopped = new AbortController();
  const end = () => stopped.abort();
  stop.addEventListener('abort', end);
  void connection.gone.then(end);
  try {
    while (connection.alive && !stop.aborted) {
      await pause(heartbeat, stopped.signal);
      if (connection.alive && !stop.aborted) await connection.send({ text: 'select 1' });
    }
  } finally {
    stop.removeEventListener('abort', end);
  }
}

function listenStatement(channel: string) {
  return { text: `listen ${quoted(channel)}`, name: '' };
}

function quoted(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}
