import type { AccountId } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import { daysBetween } from '../../model/service-period.ts';
import type { Transaction } from '../../store/database.ts';
import { insertReminder, type Leaver, listLeavers, takeReprieved } from '../../store/lives.ts';
import type { House } from '../house.ts';
import { tell, type Words } from '../people/tell.ts';
import type { LifeRules } from './rules.ts';
import { departureWords, reminderWords, reprieveWords } from './words.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains'>;

/**
 * Tells those who leave how long they have, each number of days once for each closing: of several reminders that an
 * outage has made due, the one that is true today. Whoever was told and stays is told that too.
 * @returns how many were told something
 */
export async function remind(house: Parts, rules: LifeRules, today: string): Promise<number> {
  let told = 0;
  for (const change of await house.store.database.transaction(tx => reprieve(tx, house))) {
    house.store.changes.announce(change);
    told += 1;
  }
  const leavers = await listLeavers(house.store.database);
  for (let from = 0; from < leavers.length; from += together) {
    const some = leavers.slice(from, from + together);
    for (const change of await Promise.all(some.map(leaver => remindOne(house, rules, today, leaver)))) {
      if (change === null) continue;
      house.store.changes.announce(change);
      told += 1;
    }
  }
  return told;
}

/** People told at the same time: their mails share one writing to disk. */
const together = 12;

async function remindOne(house: Parts, rules: LifeRules, today: string, leaver: Leaver): Promise<Change | null> {
  const due = dueReminder(leaver, rules, today);
  if (due === null) return null;
  const { lastDay, closesOn } = leaver;
  // The first news says everything, however late it comes.
  const first = leaver.told === null;
  const words = first ? departureWords(lastDay, closesOn) : reminderWords(daysBetween(today, closesOn), closesOn);
  return await house.store.database.transaction(tx => tellOnce(tx, house, leaver, due, words));
}

/** The reminder to be told today: a number of days, 0 for the news of the departure, null for none. */
export function dueReminder({ closesOn, told }: Leaver, { reminderDays }: LifeRules, today: string): number | null {
  const left = daysBetween(today, closesOn);
  const reached = reminderDays.filter(days => left <= days);
  const nearest = reached.length === 0 ? 0 : Math.min(...reached);
  if (told === null) return nearest;
  return nearest !== 0 && nearest < told ? nearest : null;
}

async function tellOnce(
  tx: Transaction,
  house: Parts,
  { accountId, closesOn }: Leaver,
  days: number,
  words: Words,
): Promise<Change | null> {
  const first = await insertReminder(tx, { accountId, closesOn, days, at: house.clock.now() });
  return first ? await tell(tx, house, accountId, words) : null;
}

async function reprieve(tx: Transaction, house: Parts): Promise<Change[]> {
  const staying: readonly AccountId[] = await takeReprieved(tx);
  const changes: Change[] = [];
  for (const accountId of staying) {
    const change = await tell(tx, house, accountId, reprieveWords);
    if (change !== null) changes.push(change);
  }
  return changes;
}
