import { Refusal } from '../../model/refusal.ts';
import { addSent } from '../../store/sent-counts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** Recipients an account may write to in one hour: more than any newsletter of a school, less than a stolen account wants. */
export const recipientsPerHour = 1500;

/**
 * Counts what an account sends, by hour of the clock, and refuses what goes past its measure.
 * @throws Refusal slow-down
 */
export async function countSent(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  recipients: number,
  now: Date,
): Promise<void> {
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const granted = await addSent(store.database, { accountId, hour, recipients, atMost: recipientsPerHour });
  if (!granted) throw new Refusal('slow-down', `${recipientsPerHour} recipients an hour`);
}
