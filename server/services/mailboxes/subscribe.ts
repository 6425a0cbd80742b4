import { raiseModSeq } from '../../store/mail-accounts.ts';
import { setStraySubscription, setSubscribed } from '../../store/mailboxes.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** Adds a name to, or takes it from, the names LSUB lists; the name need not have a mailbox. rfc/9051#6.3.7 */
export async function subscribe(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  name: string,
  subscribed: boolean,
): Promise<void> {
  const modseq = await store.database.transaction(async tx => {
    const raised = await raiseModSeq(tx, actor.accountId);
    const found = await setSubscribed(tx, actor.accountId, raised, name, subscribed);
    if (!found || !subscribed) await setStraySubscription(tx, actor.accountId, name, subscribed && !found);
    return raised;
  });
  store.changes.announce({ accountId: actor.accountId, modseq, kinds: ['subscription'] });
}
