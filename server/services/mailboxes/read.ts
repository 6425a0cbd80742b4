/** Reading messages: facts by aspect, and octets, both as the recipient sees them. */

import type { AccountId } from '../../model/account.ts';
import type { EmailId } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import { type Email, type EmailAspect, readEmails } from '../../store/emails.ts';
import { readPlacements, readSavedDates } from '../../store/placements.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from './permission.ts';

export type { Email, EmailAspect } from '../../store/emails.ts';

/** Some aspects of some emails of a mailbox that the actor was let into. */
export function readFacts<const Aspect extends EmailAspect>(
  { store }: Pick<House, 'store'>,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  aspects: readonly Aspect[],
): ReturnType<typeof readEmails<Aspect>> {
  return readEmails(store.database, accountId, emailIds, aspects);
}

/** When each message was put into the mailbox. rfc/8514 */
export function readSaved({ store }: Pick<House, 'store'>, { accountId, mailboxId }: MailboxRef, uids: Uid[]) {
  return readSavedDates(store.database, accountId, mailboxId, uids);
}

/**
 * Octets [from, to) of a message: the trace lines of its recipient, then the blob.
 */
export async function readOctets(
  { store }: Pick<House, 'store'>,
  email: Pick<Email, 'blob' | 'bytes' | 'trace'>,
  from = 0,
  to = email.bytes,
): Promise<Buffer> {
  const { blob, trace } = email;
  const end = Math.min(to, email.bytes);
  if (from >= end) return Buffer.alloc(0);
  const ahead = trace.length;
  const range = { from: Math.max(0, from - ahead), to: Math.max(0, end - ahead) };
  const whole = range.from === 0 && end === email.bytes;
  const bytes = range.to <= range.from ? Buffer.alloc(0) : await store.blobs.read(blob, whole ? undefined : range);
  return from < ahead ? Buffer.concat([Buffer.from(trace.slice(from, end), 'latin1'), bytes]) : bytes;
}

/** All that is needed to read one message of a mailbox; null where no message has that UID. */
export async function readMessage(
  { store }: Pick<House, 'store'>,
  { accountId, mailboxId }: MailboxRef,
  uid: number,
): Promise<Email | null> {
  const [placement] = await readPlacements(store.database, accountId, mailboxId, [uid as Uid]);
  if (placement === undefined) return null;
  const aspects = ['dates', 'body', 'structure'] as const;
  const emails = await readEmails(store.database, accountId, [placement.emailId], aspects);
  return (emails.get(placement.emailId) as Email | undefined) ?? null;
}
