import type { Reader } from './reader.ts';

/** A calendar day, counted from 1 January 1970 in whatever zone is meant: searching by day compares these. */
export type Day = number;

/** INTERNALDATE: the instant, and the zone it was given in, minutes east of UTC. */
export type DateTime = {
  /** Milliseconds since 1970, UTC. */
  at: number;
  zone: number;
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayLength = 86_400_000;

/** date = date-text, quoted or not. rfc/9051#9 */
export function readDate(reader: Reader): Day {
  const quoted = reader.skip('"');
  const found = match(reader, /(\d{1,2})-([A-Za-z]{3})-(\d{4})/y, 'Date');
  if (quoted) reader.expect('"');
  return dayOf(reader, found);
}

/** date-time: `"17-Jul-1996 02:44:25 -0700"`. rfc/9051#9 */
export function readDateTime(reader: Reader): DateTime {
  const found = match(
    reader,
    /"([ \d]\d)-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"/y,
    'Date and time',
  );
  const [hour, minute, second, zoneHours, zoneMinutes] = [4, 5, 6, 8, 9].map(group => Number(found[group])) as Five;
  if (hour > 23 || minute > 59 || second > 60 || zoneHours > 23 || zoneMinutes > 59) reader.fail('No such time');
  const zone = (found[7] === '-' ? -1 : 1) * (60 * zoneHours + zoneMinutes) || 0;
  const at = dayOf(reader, found) * dayLength + ((hour * 60 + minute - zone) * 60 + second) * 1000;
  return { at, zone };
}

export function formatDateTime({ at, zone }: DateTime): string {
  const local = new Date(at + zone * 60_000);
  const [day, month, year] = [local.getUTCDate(), months[local.getUTCMonth()], local.getUTCFullYear()];
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  const east = Math.abs(zone);
  const offset = `${zone < 0 ? '-' : '+'}${two(Math.floor(east / 60))}${two(east % 60)}`;
  return `"${`${day}`.padStart(2, ' ')}-${month}-${`${year}`.padStart(4, '0')} ${time} ${offset}"`;
}

/** The day a date-time falls on where it was written. */
export const dayAt = ({ at, zone }: DateTime): Day => Math.floor((at + zone * 60_000) / dayLength);

type Five = [number, number, number, number, number];

const two = (value: number) => `${value}`.padStart(2, '0');

function match(reader: Reader, pattern: RegExp, what: string): RegExpExecArray {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text) ?? reader.fail(`${what} expected`);
  reader.at = pattern.lastIndex;
  return found;
}

function dayOf(reader: Reader, [, dayText, monthText, yearText]: RegExpExecArray): Day {
  const [day, year] = [Number(dayText), Number(yearText)];
  const month = months.indexOf(`${monthText![0]!.toUpperCase()}${monthText!.slice(1).toLowerCase()}`);
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  if (month < 0 || date.getUTCMonth() !== month || date.getUTCDate() !== day) reader.fail('No such day');
  return date.getTime() / dayLength;
}
