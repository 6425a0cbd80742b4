/** Connections that a transaction holds alone. Opened as they are needed, up to a number; the rest wait in line. */
import type { Connection } from './connection.ts';
import { pause, pauseBefore } from './pauses.ts';
import { DatabaseUnavailable } from './unavailable.ts';

export type Reserved = {
  /** @throws DatabaseUnavailable where none comes within the patience */
  acquire(): Promise<Connection>;
  release(connection: Connection): void;
  all(): Connection[];
  /** Waits for the transactions under way. */
  close(): Promise<void>;
};

type Waiter = {
  resolve(connection: Connection): void;
  reject(error: unknown): void;
  readonly deadline: number;
  readonly timer: NodeJS.Timeout;
};

export function reserveConnections(
  size: number,
  patienceMs: number,
  open: (withinMs: number) => Promise<Connection>,
  random: () => number,
): Reserved {
  const all = new Set<Connection>();
  const idle: Connection[] = [];
  const line: Waiter[] = [];
  const closing = new AbortController();
  let taken = 0;
  let emptied = () => {};

  /** Opens one under a place already counted in `taken`, trying again until the deadline. */
  async function openBefore(deadline: number): Promise<Connection> {
    for (let attempt = 0; ; attempt++) {
      try {
        const connection = await open(deadline - performance.now());
        all.add(connection);
        void connection.gone.then(() => all.delete(connection));
        return connection;
      } catch (error) {
        if (performance.now() >= deadline || closing.signal.aborted) throw error;
        await pause(Math.min(pauseBefore(attempt, random), deadline - performance.now()), closing.signal);
      }
    }
  }

  /** A place is free and no connection idle: the next in line opens one. */
  function giveBack(): void {
    taken--;
    if (taken === 0) emptied();
    const next = nextInLine();
    if (next === undefined) return;
    taken++;
    openBefore(next.deadline).then(next.resolve, error => {
      next.reject(error);
      giveBack();
    });
  }

  function nextInLine(): Waiter | undefined {
    const next = line.shift();
    clearTimeout(next?.timer);
    return next;
  }

  function wait(deadline: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        line.splice(line.indexOf(waiter), 1);
        reject(new DatabaseUnavailable('every connection is busy', false));
      }, deadline - performance.now());
      const waiter: Waiter = { resolve, reject, deadline, timer };
      line.push(waiter);
    });
  }

  return {
    async acquire() {
      if (closing.signal.aborted) throw new DatabaseUnavailable('closed', false);
      const deadline = performance.now() + patienceMs;
      for (let connection = idle.pop(); connection !== undefined; connection = idle.pop()) {
        if (!connection.alive) continue;
        taken++;
        return connection;
      }
      if (taken >= size) return wait(deadline);
      taken++;
      try {
        return await openBefore(deadline);
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    release(connection) {
      if (!connection.alive) return giveBack();
      const next = nextInLine();
      if (next !== undefined) return next.resolve(connection);
      taken--;
      idle.push(connection);
      if (taken === 0) emptied();
    },
    all: () => [...all],
    async close() {
      closing.abort();
      if (taken > 0) {
        await new Promise<void>(resolve => {
          emptied = resolve;
        });
      }
      await Promise.all([...all].map(connection => connection.end()));
    },
  };
}
