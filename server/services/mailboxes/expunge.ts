import type { ModSeq } from '../../model/change.ts';
import type { Uid } from '../../model/mailbox.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { removePlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type MailboxRef, requireRights } from './permission.ts';

/**
 * Removes messages from a mailbox for good, as far as its reader can see: which ones is the caller's choice (IMAP names
 * those marked \Deleted). UIDs that are gone already are passed over. rfc/9051#6.4.3
 * @throws Refusal not-permitted
 */
export async function expunge(
  { store, views, clock }: Pick<House, 'store' | 'views' | 'clock'>,
  actor: Actor,
  mailbox: MailboxRef,
  uids: Uid[],
): Promise<{ modseq: ModSeq; removed: Uid[] }> {
  await requireRights(store.database, actor, mailbox, ['e']);
  const { accountId, mailboxId } = mailbox;
  const done = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    return { modseq, removed: await removePlacements(tx, accountId, modseq, { mailboxId, uids, at: clock.now() }) };
  });
  const gone = done.removed.map(one => ({ ...one, mailboxId, modseq: done.modseq }));
  views.advance(accountId, { modseq: done.modseq, placements: [], gone, removed: [] });
  store.changes.announce({ accountId, modseq: done.modseq, kinds: ['email', 'mailbox', 'quota'] });
  return { modseq: done.modseq, removed: done.removed.map(one => one.uid) };
}
