import { describeMessage } from '../../formats/message/describe.ts';
import type { Uid, UidValidity } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEmails } from '../../store/emails.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type MailboxRef, requireRights } from './permission.ts';

/** A message to be put into a mailbox as it is. `receivedZone` in minutes east of Greenwich. */
export type Appended = {
  readonly bytes: Buffer;
  readonly flags: number;
  readonly keywords: readonly string[];
  readonly receivedAt: Date;
  readonly receivedZone: number;
};

/**
 * Puts messages into a mailbox: all of them, or none. rfc/9051#6.3.12, rfc/3502
 * @throws Refusal no-such-mailbox, not-permitted, over-quota, message-too-large, too-many-keywords
 */
export async function append(
  { store, clock, limits }: Pick<House, 'store' | 'clock' | 'limits'>,
  actor: Actor,
  mailbox: MailboxRef,
  messages: readonly Appended[],
): Promise<{ uidValidity: UidValidity; uids: Uid[] }> {
  await requireRights(store.database, actor, mailbox, ['i']);
  for (const { bytes, keywords } of messages) {
    if (bytes.length > limits.messageBytes) throw new Refusal('message-too-large');
    if (keywords.length > limits.keywordsPerMessage) throw new Refusal('too-many-keywords');
  }
  const kept = await Promise.all(messages.map(message => store.blobs.keep(message.bytes)));
  const emails = messages.map(({ bytes, ...message }, index) => ({
    ...message,
    ...mailbox,
    trace: '',
    blob: kept[index]!.hash,
    facts: describeMessage(bytes),
  }));
  const inserted = await store.database.transaction(async tx => {
    const [, outcomes] = await Promise.all([store.blobs.refer(tx, kept), insertEmails(tx, emails, clock.now())]);
    return outcomes.map(outcome => {
      if (outcome.kind === 'over-quota') throw new Refusal('over-quota');
      return outcome;
    });
  });
  const last = inserted.at(-1)!;
  store.changes.announce({
    accountId: mailbox.accountId,
    modseq: last.modseq,
    kinds: ['email', 'mailbox', 'quota'],
  });
  return { uidValidity: last.uidValidity, uids: inserted.map(outcome => outcome.uid) };
}
