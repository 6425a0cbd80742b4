/** How columns become values: set for each client of ours, never globally, for the driver is shared with graphile-worker. */
import pg from 'pg';

const textArray = pg.types.getTypeParser(1009 as number) as (text: string) => (string | null)[];

/** bigint: every number we store is a counter, a size or an identifier below 2^53. */
function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
}

/** timestamptz: the session's zone is UTC, so the offset is always `+00`. Microseconds are cut to milliseconds. */
function instant(text: string): Date {
  const value = new Date(`${text.slice(0, -3).replace(' ', 'T')}Z`);
  if (!text.endsWith('+00') || Number.isNaN(value.getTime())) throw new RangeError(`no instant: ${text}`);
  return value;
}

const arrayOf =
  <Value>(parse: (text: string) => Value) =>
  (text: string): (Value | null)[] =>
    textArray(text).map(item => (item === null ? null : parse(item)));

const asText = (text: string): string => text;

const parsers = new Map<number, (text: string) => unknown>([
  [20, integer],
  [1016, arrayOf(integer)],
  // date: a day of the calendar, 'YYYY-MM-DD', has no zone and is no Date.
  [1082, asText],
  [1182, textArray],
  // timestamp without zone and numeric: none in our tables, left as written.
  [1114, asText],
  [1115, textArray],
  [1231, textArray],
  [1184, instant],
  [1185, arrayOf(instant)],
]);

/** int8 → number, date → 'YYYY-MM-DD', timestamptz → Date, bytea → Buffer, json → its value; arrays of these likewise. */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
    return (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;
