import { parisDate } from '../../model/clock.ts';
import { type Holidays, holidaysFrom, isSchoolZone, type SchoolZone } from '../../model/school-calendar.ts';
import { readZoneOf } from '../../store/schools.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** How many are proposed at once. */
const proposed = 4;

/** The next holidays where the actor works; none where their school has no zone, as overseas. */
export async function nextHolidays(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: Actor,
): Promise<{ readonly zone: SchoolZone | null; readonly holidays: readonly Holidays[] }> {
  const today = parisDate(clock.now());
  const zone = await readZoneOf(store.database, actor.accountId, today);
  if (zone === null || !isSchoolZone(zone)) return { zone: null, holidays: [] };
  return { zone, holidays: holidaysFrom(zone, today).slice(0, proposed) };
}
