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

const parisWall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });

/** Minutes east of Greenwich in Paris at that instant: 60 or 120. What the house writes its dates in. */
export function parisZone(instant: Date): number {
  const name = parisWall.formatToParts(instant).find(part => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
