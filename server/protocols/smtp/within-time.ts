import type { Connection } from '../wire/connection.ts';
import type { Timers } from '../wire/timers.ts';

/** Runs `work`, and cuts the connection if it takes longer: a byte now and then is no way to hold a place for ever. */
export async function withinTime<Result>(
  connection: Connection,
  timers: Timers,
  milliseconds: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = timers.setTimeout(cut, milliseconds, connection);
  try {
    return await work();
  } finally {
    timers.clearTimeout(timer);
  }
}

const cut = (connection: Connection): void => connection.destroy();
