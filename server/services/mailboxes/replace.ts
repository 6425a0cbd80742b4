import type { ModSeq } from '../../model/change.ts';
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { removePlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type Appended, type AppendedUids, append, insertKept, newEmails } from './append.ts';
import { expunge } from './expunge.ts';
import { type MailboxRef, requireRights } from './permission.ts';

/**
 * Puts a message in the place of another: a draft saved again. In one's own account nobody ever sees both or none;
 * elsewhere the new one comes first. rfc/8508
 * @throws Refusal no-such-message, and as `append` and `expunge`
 */
export async function replace(
  house: Pick<House, 'store' | 'views' | 'clock' | 'limits' | 'deliveries'>,
  actor: Actor,
  old: MailboxRef & { readonly uid: Uid },
  mailbox: MailboxRef,
  message: Appended,
): Promise<AppendedUids & { readonly removedAt: ModSeq }> {
  const { store, clock } = house;
  const { accountId, mailboxId, uid } = old;
  await requireRights(store.database, actor, old, ['t', 'e']);
  if (accountId !== mailbox.accountId || accountId !== actor.accountId) {
    const appended = await append(house, actor, mailbox, [message]);
    const { modseq } = await expunge(house, actor, old, [uid]);
    return { ...appended, removedAt: modseq };
  }
  await requireRights(store.database, actor, mailbox, ['i']);
  const emails = newEmails(house, mailbox, [message]);
  const { inserted, removedAt } = await store.database.transaction(async tx => {
    const [inserted] = await insertKept(house, tx, emails, [message]);
    const removedAt = await raiseModSeq(tx, accountId);
    const removed = await removePlacements(tx, accountId, removedAt, { mailboxId, uids: [uid], at: clock.now() });
    if (removed.length === 0) throw new Refusal('no-such-message');
    return { inserted: inserted!, removedAt };
  });
  store.changes.announce({ accountId, modseq: removedAt, kinds: ['email', 'mailbox', 'quota'] });
  return { uidValidity: inserted.uidValidity, uids: [inserted.uid], modseq: inserted.modseq, removedAt };
}
