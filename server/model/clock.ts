/** The hour, as an argument: the demo moves it forward and tests own it. SQL never calls now(). */
export type Clock = { now(): Date };

/** The machine's hour, moved by a number of milliseconds. */
export function systemClock(offset = 0): Clock {
  return { now: () => new Date(Date.now() + offset) };
}

const parisDay = new Intl.DateTimeFormat('fr-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day in Europe/Paris, `YYYY-MM-DD`: what HR dates and departures are counted in. */
export function parisDate(instant: Date): string {
  return parisDay.format(instant);
}

/**
 * Minutes east of Greenwich in Paris at that instant, 60 or 120: what the house writes its dates in. By the rule in force
 * since 1996 (summer from the last Sunday of March to that of October, at one o'clock in Greenwich): asked for each
 * message, and Intl takes twenty microseconds to say it.
 */
export function parisZone(instant: Date): number {
  const year = instant.getUTCFullYear();
  const summer = instant.getTime() >= lastSunday(year, 2) && instant.getTime() < lastSunday(year, 9);
  return summer ? 120 : 60;
}

/** One o'clock in Greenwich on the last Sunday of a month of 31 days. */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month, 31, 1));
  return last.getTime() - last.getUTCDay() * 86_400_000;
}
