/** Connections shared by everybody, for single statements: each statement goes to the least busy one. */
import type { Log } from '../../observe/log.ts';
import type { Connection } from './connection.ts';
import { pause, pauseBefore } from './pauses.ts';
import { DatabaseUnavailable } from './unavailable.ts';

export type Shared = {
  /** @throws DatabaseUnavailable where none comes within the patience */
  pick(): Connection | Promise<Connection>;
  all(): Connection[];
  close(): Promise<void>;
};

/** Keeps `size` connections open; those that fall are opened again after pauses, for as long as it takes. */
export function shareConnections(
  size: number,
  patienceMs: number,
  open: (withinMs: number) => Promise<Connection>,
  random: () => number,
  log: Log,
): Shared {
  const live = new Set<Connection>();
  const waiting = new Set<(connection: Connection) => void>();
  const closing = new AbortController();
  let away = false;
  let loops: Promise<void>[] | undefined;

  async function keepOne(): Promise<void> {
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      try {
        const connection = await open(patienceMs);
        if (closing.signal.aborted) return await connection.end();
        if (away) log.info('database: reached again');
        away = false;
        attempt = 0;
        live.add(connection);
        for (const resolve of waiting) resolve(connection);
        waiting.clear();
        await connection.gone;
        live.delete(connection);
      } catch (error) {
        if (!away) log.error('database: cannot be reached, trying again and again', { error });
        away = true;
      }
      await pause(pauseBefore(attempt, random), closing.signal);
    }
  }

  function wait(): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const come = (connection: Connection) => {
        clearTimeout(timer);
        resolve(connection);
      };
      const timer = setTimeout(() => {
        waiting.delete(come);
        reject(new DatabaseUnavailable('no connection', false));
      }, patienceMs);
      waiting.add(come);
    });
  }

  return {
    pick() {
      if (closing.signal.aborted) throw new DatabaseUnavailable('closed', false);
      loops ??= Array.from({ length: size }, keepOne);
      let least: Connection | undefined;
      for (const connection of live) {
        if (connection.alive && (least === undefined || connection.pending < least.pending)) least = connection;
      }
      return least ?? wait();
    },
    all: () => [...live],
    async close() {
      closing.abort();
      await Promise.all([...live].map(connection => connection.end()));
      await Promise.all(loops ?? []);
    },
  };
}
