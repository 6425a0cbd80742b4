/**
 * The civil calendar of the invented académie: days are texts `YYYY-MM-DD`, instants are milliseconds since 1970, the
 * zone is Europe/Paris, computed here so that no time zone table of the machine can change a byte.
 */

export type Day = string;

const dayMs = 86_400_000;
const weekdays = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];
const months = [
  'janvier', 'février', 'mars', 'avril', 'mai', 'juin',
  'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre',
]; // biome-ignore format: two halves of a year
const wireWeekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const wireMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  const number = Date.parse(`${day}T00:00:00Z`) / dayMs;
  if (!Number.isInteger(number)) throw new RangeError(`not a day: ${day}`);
  return number;
}

export function dayOf(number: number): Day {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dayOf(dayNumber(day) + days);
}

/** 0 is Sunday. */
export function weekday(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

/** The 1st of September on or before `day`, `years` years earlier. */
export function schoolYearStart(day: Day, years = 0): Day {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0) - years;
  return `${year}-09-01`;
}

/**
 * How much mail a day sees, 1 being a school day: about nothing in August, little at weekends and in the holidays of
 * zone B, whose dates are rounded here to the same days every year.
 */
export function activity(number: number): number {
  const monthDay = dayOf(number).slice(5);
  const rest = weekday(number) === 0 ? 0.12 : weekday(number) === 6 ? 0.18 : 1;
  if (monthDay >= '07-08' && monthDay < '08-25') return 0.06 * rest;
  const holidays: readonly (readonly [string, string])[] = [
    ['10-19', '11-03'],
    ['12-21', '12-32'],
    ['01-01', '01-05'],
    ['02-22', '03-09'],
    ['04-18', '05-04'],
  ];
  const off = holidays.some(([from, to]) => monthDay >= from && monthDay < to);
  return off ? 0.2 * rest : rest;
}

/** Minutes that Paris is ahead of UTC: 120 from the last Sunday of March, 01:00 UTC, to that of October. */
export function parisOffset(instant: number): 60 | 120 {
  const year = new Date(instant).getUTCFullYear();
  const lastSunday = (month: number) => {
    const last = Date.UTC(year, month + 1, 0) / dayMs;
    return (last - weekday(last)) * dayMs + 3_600_000;
  };
  return instant >= lastSunday(2) && instant < lastSunday(9) ? 120 : 60;
}

/** The instant at which a clock in Paris shows `minutes` past midnight on that day. */
export function parisInstant(number: number, minutes: number): number {
  const wall = number * dayMs + Math.round(minutes * 60_000);
  return wall - parisOffset(wall - 3_600_000) * 60_000;
}

/** The day a calendar in Paris shows. */
export function parisDay(instant: number): number {
  return Math.floor((instant + parisOffset(instant) * 60_000) / dayMs);
}

/** Minutes past midnight in Paris, whole. */
export function parisMinutes(instant: number): number {
  return Math.floor(((instant + parisOffset(instant) * 60_000) % dayMs) / 60_000);
}

const two = (value: number) => String(value).padStart(2, '0');

/** `mardi 4 mars`, `samedi 1er avril`. */
export function spokenDay(number: number): string {
  const date = new Date(number * dayMs);
  const day = date.getUTCDate();
  return `${weekdays[weekday(number)]} ${day === 1 ? '1er' : day} ${months[date.getUTCMonth()]}`;
}

/** `04/03/2025`. */
export function writtenDay(number: number): string {
  const date = new Date(number * dayMs);
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
}

/** `17 h 30`, `8 h`, with non-breaking spaces. */
export function spokenTime(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}\u00a0h${rest === 0 ? '' : `\u00a0${two(rest)}`}`;
}

/** `10:42`. */
export function clockTime(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The date of a mail header, in the zone of Paris at that instant. rfc/5322#3.3 */
export function headerDate(instant: number): string {
  const offset = parisOffset(instant);
  const wall = new Date(instant + offset * 60_000);
  const date = `${wall.getUTCDate()} ${wireMonths[wall.getUTCMonth()]} ${wall.getUTCFullYear()}`;
  const time = `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}`;
  return `${wireWeekdays[wall.getUTCDay()]}, ${date} ${time} +0${offset / 60}00`;
}

/** `20250304T161500Z`, as calendars write it. rfc/5545#3.3.5 */
export function calendarStamp(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
