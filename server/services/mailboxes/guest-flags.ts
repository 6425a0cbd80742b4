/** Flags of messages that a guest puts into a mailbox of another. rfc/4314#4 */
import type { ModSeq } from '../../model/change.ts';
import { emailFlagMask, flagBits } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import type { Queryable } from '../../store/database.ts';
import { markSeen } from '../../store/seen.ts';
import type { Actor } from '../actor.ts';
import { type MailboxRef, rightsOf } from './permission.ts';

type Flagged = { readonly flags: number; readonly keywords: readonly string[] };

/** The messages with those flags that the actor may set there; the owner's `\\Seen` is nobody else's. */
export async function withRights<Message extends Flagged>(
  db: Queryable,
  actor: Actor,
  mailbox: MailboxRef,
  messages: readonly Message[],
): Promise<readonly Message[]> {
  if (actor.accountId === mailbox.accountId) return messages;
  const rights = await rightsOf(db, actor, mailbox);
  let may = rights.includes('w') ? emailFlagMask & ~flagBits.seen : 0;
  if (rights.includes('t')) may |= flagBits.deleted;
  return messages.map(message => ({
    ...message,
    flags: message.flags & may,
    keywords: rights.includes('w') ? message.keywords : [],
  }));
}

/** A guest's own read marks of what it put in: the i-th of `inserted` is the i-th message. */
export async function markOwnSeen(
  tx: Queryable,
  { accountId: reader }: Actor,
  { accountId, mailboxId }: MailboxRef,
  messages: readonly Flagged[],
  inserted: readonly { readonly uid: Uid; readonly modseq: ModSeq }[],
): Promise<void> {
  if (reader === accountId) return;
  const read = inserted.filter((_, index) => (messages[index]!.flags & flagBits.seen) !== 0);
  if (read.length === 0) return;
  const target = { mailboxId, uids: read.map(({ uid }) => uid), reader };
  await markSeen(tx, accountId, read[0]!.modseq, target, true);
}
