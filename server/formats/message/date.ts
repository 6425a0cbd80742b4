/** Dates of header fields. rfc/5322#3.3, with the obsolete forms of rfc/5322#4.3 and those of a few old mailers. */
import { withoutComments } from './params.ts';

/** `ms` since 1970 UTC; `zone`: minutes east of UTC where the sender was (0 when unknown). */
export type MessageDate = { ms: number; zone: number };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Hours of the zones that have a name; every other name is UTC, as the RFC says of the military letters. */
const zones: Readonly<Record<string, number>> = {
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  bst: 1,
  jst: 9,
};

const usual =
  /^(?:[a-z]{2,9}\.?\s*,?\s*)?(\d{1,2})[\s-]*([a-z]{3})[a-z]*\.?[\s,-]*(\d{2,4})(?:[\s,]+(\d{1,2})\s*[:.]\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2}))?)?(?:[.,]\d+)?\s*(.*)$/i;
/** As C's asctime writes, year last: "Thu Aug 22 12:36:23 2002". */
const asctime =
  /^[a-z]{3},?\s+([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(?:([a-z]{1,5}|[+-]\d{4})\s+)?(\d{4})\s*(.*)$/i;

/** The date, or null if the text does not hold one. A missing time is midnight, a missing zone UTC. */
export function parseDate(text: string): MessageDate | null {
  const plain = withoutComments(text.slice(0, 256)).trim();
  const match = usual.exec(plain);
  if (match) {
    const [, day, month, year, hour = '0', minute = '0', second = '0', zone = ''] = match;
    return assemble(fullYear(year!), month!, Number(day), [hour, minute, second].map(Number), zone);
  }
  const old = asctime.exec(plain);
  if (!old) return null;
  const [, month, day, hour, minute, second, zone, year, after] = old;
  return assemble(Number(year), month!, Number(day), [hour, minute, second].map(Number), zone ?? after!);
}

/** As `Tue, 24 Nov 2026 08:20:00 +0100`. */
export function formatDate({ ms, zone }: MessageDate): string {
  const local = new Date(ms + zone * 60_000);
  const two = (n: number) => String(n).padStart(2, '0');
  const month = months[local.getUTCMonth()]!;
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  const offset = `${zone < 0 ? '-' : '+'}${two(Math.floor(Math.abs(zone) / 60))}${two(Math.abs(zone) % 60)}`;
  const date = `${local.getUTCDate()} ${month[0]!.toUpperCase()}${month.slice(1)} ${String(local.getUTCFullYear()).padStart(4, '0')}`;
  return `${days[local.getUTCDay()]}, ${date} ${time} ${offset}`;
}

function assemble(year: number, monthName: string, day: number, time: number[], zoneText: string): MessageDate | null {
  const month = months.indexOf(monthName.toLowerCase());
  const [hour, minute, second] = time as [number, number, number];
  if (month < 0 || day < 1 || hour > 23 || minute > 59 || second > 60) return null;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month, day);
  if (midnight.getUTCDate() !== day) return null;
  const zone = readZone(zoneText);
  const clock = (hour * 60 + minute - zone) * 60_000 + Math.min(second, 59) * 1000;
  return { ms: midnight.getTime() + clock, zone };
}

/** Two digits are of this century up to 49; three count from 1900. rfc/5322#4.3 */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return text.length === 3 ? 1900 + year : year;
}

function readZone(text: string): number {
  const numeric = /^(?:gmt|utc?)?\s*([+-])(\d{2}):?(\d{2})/i.exec(text);
  if (!numeric) return 60 * (zones[/^[a-z]+/i.exec(text)?.[0].toLowerCase() ?? ''] ?? 0);
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  if (Number(numeric[3]) > 59 || minutes > 24 * 60) return 0;
  return numeric[1] === '-' && minutes > 0 ? -minutes : minutes;
}
