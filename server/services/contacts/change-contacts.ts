import type { ModSeq } from '../../model/change.ts';
import type { Transaction } from '../../store/database.ts';
import { raiseForMailboxes, raiseModSeq } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import { StateMoved } from '../emails/change.ts';
import type { House } from '../house.ts';

/**
 * One change of contacts: under the account's lock, at a modseq of its own, announced after the commit.
 * @param numbers how many numbers to reserve; `work` gets the first
 * @param demanded the modseq the account must have been at, or null
 * @throws StateMoved where it was at another; Refusal closed
 */
export async function changeContacts<Result>(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  numbers: number,
  demanded: ModSeq | null,
  work: (tx: Transaction, modseq: ModSeq, firstId: number) => Promise<Result>,
): Promise<Result> {
  let at = 0 as ModSeq;
  const result = await store.database.transaction(async tx => {
    const raised = numbers === 0 ? null : await raiseForMailboxes(tx, accountId, numbers);
    at = raised?.modseq ?? (await raiseModSeq(tx, accountId));
    if (demanded !== null && at !== demanded + 1) throw new StateMoved();
    return await work(tx, at, raised === null ? 0 : raised.lastId - numbers + 1);
  });
  store.changes.announce({ accountId, modseq: at, kinds: ['contacts'] });
  return result;
}
