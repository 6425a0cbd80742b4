import { forgetKnocks } from '../../store/greylist.ts';
import { forgetSteps } from '../../store/journey.ts';
import { forgetReports } from '../../store/report-tallies.ts';
import { forgetSent } from '../../store/sent-counts.ts';
import type { House } from '../house.ts';

const day = 86_400_000;
/** How long the journey of a message can be told: a year at most, says the CNIL of such logs; six months is its rule. */
const journeysFor = 180 * day;
const knocksFor = 35 * day;
/** Reports of other houses, which name machines and no people. */
const reportsFor = 400 * day;
/** A month of hours, against which a burst is measured. */
const countsFor = 31 * day;

/** Forgets what is no longer to be known of mail that came and went: once a day. */
export async function forgetOldMail({ store, clock }: Pick<House, 'store' | 'clock'>): Promise<void> {
  const before = (age: number): Date => new Date(clock.now().getTime() - age);
  await forgetSteps(store.database, before(journeysFor));
  await forgetKnocks(store.database, before(knocksFor));
  await forgetReports(store.database, before(reportsFor));
  await forgetSent(store.database, before(countsFor));
}
