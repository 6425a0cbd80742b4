import type { AccountId } from '../../model/account.ts';
import type { Queryable } from '../../store/database.ts';
import { rememberDuplicates, reserveAnswer } from '../../store/sieve-memories.ts';
import type { Filtered, Outgoing } from './filtered.ts';

/**
 * Remembers what the filters saw, and gives what is to be enqueued: in the transaction that delivers the message, so that
 * a delivery that fails leaves no trace, and of two at once one alone answers a sender.
 */
export async function takeOutgoing(
  tx: Queryable,
  accountId: AccountId,
  { outgoing, duplicates }: Filtered,
  now: Date,
): Promise<Outgoing[]> {
  if (duplicates.length > 0) await rememberDuplicates(tx, accountId, duplicates, now);
  const taken: Outgoing[] = [];
  for (const one of outgoing) {
    const { reservation } = one;
    const mine = reservation === null || (await reserveAnswer(tx, accountId, reservation.key, reservation.until, now));
    if (mine) taken.push(one);
  }
  return taken;
}
