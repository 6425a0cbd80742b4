import type { ModSeq } from '../../model/change.ts';
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { changeFlags as change, type FlagChange, type Flagged } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type MailboxRef, requireRights } from './permission.ts';

/**
 * Changes flags of messages of a mailbox: STORE, and what a reader does by reading. With `unchangedSince`, messages
 * changed later are left alone, and the caller sees which from what comes back. Gives what really changed, in every
 * mailbox that holds the same emails. rfc/9051#6.4.6, rfc/7162#3.1.3
 * @throws Refusal not-permitted, too-many-keywords
 */
export async function changeFlags(
  { store, views, limits }: Pick<House, 'store' | 'views' | 'limits'>,
  actor: Actor,
  mailbox: MailboxRef,
  messages: { uids: Uid[]; unchangedSince?: ModSeq },
  flags: FlagChange,
): Promise<{ modseq: ModSeq; flagged: Flagged[] }> {
  await requireRights(store.database, actor, mailbox, ['w']);
  if (flags.keywords.length > limits.keywordsPerMessage) throw new Refusal('too-many-keywords');
  const { accountId } = mailbox;
  const done = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    const flagged = await change(tx, accountId, modseq, { mailboxId: mailbox.mailboxId, ...messages }, flags);
    if (flagged.some(one => one.keywords.length > limits.keywordsPerMessage)) throw new Refusal('too-many-keywords');
    return { modseq, flagged };
  });
  const placements = done.flagged.map(one => ({ ...one, modseq: done.modseq }));
  views.advance(accountId, { modseq: done.modseq, placements, gone: [], removed: [] });
  store.changes.announce({ accountId, modseq: done.modseq, kinds: ['email'] });
  return done;
}
