import type { ModSeq } from '../../model/change.ts';
import { type EmailId, flagBits, type ThreadId } from '../../model/email.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEmails } from '../../store/emails.ts';
import { readModSeq } from '../../store/mail-accounts.ts';
import { placeEmails } from '../../store/placements.ts';
import { markSeen } from '../../store/seen.ts';
import type { House } from '../house.ts';
import { type Access, may, refreshAccess, requireIn } from '../mailboxes/access.ts';
import { keepMessage } from '../mailboxes/append.ts';
import { type Marks, StateMoved } from './change.ts';

/** A message to be put into mailboxes of the actor as it is. */
export type Import = {
  readonly bytes: Buffer;
  /** Trace lines that stand before the bytes: a copy keeps them, over the same blob. */
  readonly trace?: string;
  readonly mailboxIds: readonly [MailboxId, ...MailboxId[]];
  readonly marks: Marks;
  readonly receivedAt: Date;
  /** Minutes east of Greenwich, for IMAP's INTERNALDATE. */
  readonly receivedZone: number;
};

/** A message that is in its mailboxes. */
export type Imported = {
  readonly emailId: EmailId;
  readonly threadId: ThreadId;
  readonly bytes: number;
  readonly modseq: ModSeq;
};

/**
 * Puts one message into one or several mailboxes, as one step; a guest's flags are those it may set there. rfc/8621#4.8
 * @throws Refusal no-such-mailbox, not-permitted, over-quota, message-too-large, too-many-keywords; StateMoved
 */
export async function importEmail(
  house: Pick<House, 'store' | 'clock' | 'limits'>,
  access: Access,
  { bytes, trace = '', mailboxIds, marks: wished, receivedAt, receivedZone }: Import,
  ifModSeq: ModSeq | null = null,
): Promise<Imported> {
  const { store, clock, limits } = house;
  const { accountId } = access;
  const marks = permitted(access, mailboxIds, wished);
  if (marks.keywords.length > limits.keywordsPerMessage) throw new Refusal('too-many-keywords');
  // Looked at before the bytes are written, and again under the lock.
  if (ifModSeq !== null && (await readModSeq(store.database, accountId))?.modseq !== ifModSeq) throw new StateMoved();
  const { blob, facts } = await keepMessage(house, bytes);
  const [mailboxId, ...others] = mailboxIds;
  const imported = await store.database.transaction(async tx => {
    const email = {
      accountId,
      mailboxId,
      blob: blob.hash,
      facts,
      trace,
      receivedAt,
      receivedZone,
      flags: marks.bits,
      keywords: marks.keywords,
    };
    const [, [outcome]] = await Promise.all([store.blobs.refer(tx, [blob]), insertEmails(tx, [email], clock.now())]);
    if (outcome!.kind === 'over-quota') throw new Refusal('over-quota');
    const { emailId, threadId, modseq } = outcome!;
    if (ifModSeq !== null && modseq !== ifModSeq + 1) throw new StateMoved();
    const current = await refreshAccess(tx, access);
    const places = [{ mailboxId, uid: outcome!.uid }];
    for (const one of mailboxIds) requireIn(current, one, 'i');
    for (const other of others) {
      const again = [{ emailId, flags: marks.bits, keywords: marks.keywords }];
      const placed = await placeEmails(tx, accountId, modseq, other, again, clock.now());
      if (placed === null) throw new Refusal('no-such-mailbox');
      places.push({ mailboxId: other, uid: placed.uids[0]! });
    }
    if (access.rights !== null && (wished.bits & flagBits.seen) !== 0) {
      const reader = access.actor.accountId;
      for (const { mailboxId, uid } of places)
        await markSeen(tx, accountId, modseq, { mailboxId, uids: [uid], reader }, true);
    }
    return { emailId, threadId, bytes: bytes.length + trace.length, modseq };
  });
  store.changes.announce({ accountId, modseq: imported.modseq, kinds: ['email', 'mailbox', 'quota'] });
  return imported;
}

/** The owner's read mark is nobody else's; other flags are set by whom each of the mailboxes lets. */
function permitted(access: Access, mailboxIds: readonly MailboxId[], { bits, keywords }: Marks): Marks {
  if (access.rights === null) return { bits, keywords };
  const mayMark = mailboxIds.every(mailboxId => may(access, mailboxId, 'w'));
  return mayMark ? { bits: bits & ~flagBits.seen, keywords } : { bits: 0, keywords: [] };
}
