/** Translates what the driver throws: the database away, its disk full, or a fault of ours. */
import pg from 'pg';
import { Refusal } from '../../model/refusal.ts';

/** The database does not answer. `uncertain`: a statement was on its way, so it may have been done. */
export class DatabaseUnavailable extends Refusal {
  readonly uncertain: boolean;

  constructor(detail: string, uncertain: boolean, cause?: unknown) {
    super('unavailable', detail);
    this.name = 'DatabaseUnavailable';
    this.uncertain = uncertain;
    this.cause = cause;
  }
}

/** The SQLSTATE of an error the database answered with. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Shutdown, start, failover to a standby that takes no writes, no connection or memory left. */
const awayStates = /^(57P0[1-5]|08|53200|53300|25006|25P03)/;

/** @param lost true where the connection is known to be dead, so that any other error comes from that */
export function translate(error: unknown, lost: boolean, sent: boolean): unknown {
  const state = sqlState(error);
  if (state === '53100') return Object.assign(new Refusal('disk-full', 'the database'), { cause: error });
  if (state === undefined ? lost : awayStates.test(state)) {
    return new DatabaseUnavailable(state === undefined ? 'connection lost' : `SQLSTATE ${state}`, sent, error);
  }
  return error;
}
