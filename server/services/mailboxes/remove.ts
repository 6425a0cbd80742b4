import type { Uid } from '../../model/mailbox.ts';
import { hierarchyDelimiter } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { listMailboxes, removeMailbox, setStraySubscription } from '../../store/mailboxes.ts';
import { listPlacements, removePlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { ownerOf, requireRightOver } from './owner.ts';

/**
 * Deletes a mailbox and what it holds; a subscription to its name stays. rfc/9051#6.3.5
 * @throws Refusal not-permitted, no-such-mailbox, mailbox-has-children, mailbox-fixed (INBOX)
 */
export async function remove(house: Pick<House, 'store' | 'clock'>, actor: Actor, asked: string): Promise<void> {
  const { store, clock } = house;
  const owned = await ownerOf(house, actor, asked);
  await requireRightOver(house, actor, owned, 'x');
  const { name } = owned;
  const { accountId } = owned.owner;
  const modseq = await store.database.transaction(async tx => {
    const raised = await raiseModSeq(tx, accountId);
    const mailboxes = await listMailboxes(tx, accountId);
    const mailbox = mailboxes.find(one => one.name === name);
    if (mailbox === undefined) throw new Refusal('no-such-mailbox');
    if (mailbox.role === 'inbox') throw new Refusal('mailbox-fixed');
    if (mailboxes.some(one => one.name.startsWith(name + hierarchyDelimiter)))
      throw new Refusal('mailbox-has-children');
    const uids: Uid[] = (await listPlacements(tx, accountId, mailbox.id)).map(placement => placement.uid);
    if (uids.length > 0) {
      await removePlacements(tx, accountId, raised, { mailboxId: mailbox.id, uids, at: clock.now() });
    }
    await removeMailbox(tx, accountId, raised, mailbox.id);
    if (mailbox.subscribed) await setStraySubscription(tx, accountId, name, true);
    return raised;
  });
  store.changes.announce({ accountId, modseq, kinds: ['mailbox', 'email', 'access', 'quota'] });
}
