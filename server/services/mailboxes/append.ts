import { condense } from '../../formats/message/condense.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import type { MessageFacts } from '../../formats/message/facts.ts';
import type { ModSeq } from '../../model/change.ts';
import type { Uid, UidValidity } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable, Transaction } from '../../store/database.ts';
import { type Inserted, insertEmails, type NewEmail } from '../../store/emails.ts';
import { keepSpellings } from '../../store/keywords.ts';
import type { KeptBlob } from '../../store/message-blobs.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { markOwnSeen, withRights } from './guest-flags.ts';
import { type MailboxRef, requireRights } from './permission.ts';

/** A message whose bytes are durable and known, on its way into a mailbox. */
export type KeptMessage = { readonly blob: KeptBlob; readonly facts: MessageFacts };

/** With what it is marked there. `receivedZone` in minutes east of Greenwich. */
export type Appended = KeptMessage & {
  readonly flags: number;
  /** In lower case; `spellings` are those that were written otherwise. */
  readonly keywords: readonly string[];
  readonly spellings?: readonly string[];
  readonly receivedAt: Date;
  readonly receivedZone: number;
};

/** What APPENDUID tells. rfc/4315#3 */
export type AppendedUids = { readonly uidValidity: UidValidity; readonly uids: Uid[]; readonly modseq: ModSeq };

/**
 * Makes the bytes of a message durable and learns what they say: no mailbox holds it yet.
 * @throws Refusal message-too-large, disk-full
 */
export async function keepMessage(
  { store, limits }: Pick<House, 'store' | 'limits'>,
  bytes: Buffer,
): Promise<KeptMessage> {
  if (bytes.length > limits.messageBytes) throw new Refusal('message-too-large');
  return { blob: await store.blobs.keep(bytes), facts: describeMessage(bytes) };
}

/**
 * The same for a message that comes in pieces and is never whole in memory; where the pieces end with an error, nothing is
 * kept. @throws Refusal disk-full, and whatever the pieces throw
 */
export async function keepPieces({ store }: Pick<House, 'store'>, pieces: AsyncIterable<Buffer>): Promise<KeptMessage> {
  const condensed = condense();
  const blob = await store.blobs.keep(
    (async function* () {
      for await (const piece of pieces) {
        condensed.push(piece);
        yield piece;
      }
    })(),
  );
  return { blob, facts: condensed.describe() };
}

/**
 * Puts messages into a mailbox: all of them, or none. Flags the actor may not set there are left out.
 * rfc/9051#6.3.12, rfc/3502, rfc/4314#4
 * @throws Refusal no-such-mailbox, not-permitted, over-quota, too-many-keywords
 */
export async function append(
  house: Pick<House, 'store' | 'views' | 'clock' | 'limits' | 'deliveries'>,
  actor: Actor,
  mailbox: MailboxRef,
  messages: readonly Appended[],
): Promise<AppendedUids> {
  const { store, views } = house;
  const [only, ...others] = messages;
  // A keyword written in a way of its own is kept in the same transaction: that is not what deliveries do.
  const plain = only !== undefined && others.length === 0 && (only.spellings ?? []).length === 0;
  if (plain && actor.accountId === mailbox.accountId) return await appendOne(house, mailbox, only);
  await requireRights(store.database, actor, mailbox, ['i']);
  const marked = await withRights(store.database, actor, mailbox, messages);
  const emails = newEmails(house, mailbox, marked);
  const inserted = await store.database.transaction(async tx => {
    const inserted = await insertKept(house, tx, emails, messages);
    await keepSpellings(
      tx,
      mailbox.accountId,
      marked.flatMap(({ keywords, spellings = [] }) => (keywords.length > 0 ? spellings : [])),
    );
    await markOwnSeen(tx, actor, mailbox, messages, inserted);
    return inserted;
  });
  const last = inserted.at(-1)!;
  const { accountId } = mailbox;
  const placements = inserted.map((outcome, index) => ({ ...emails[index]!, ...outcome }));
  views.advance(accountId, { modseq: last.modseq, placements, gone: [], removed: [] });
  store.changes.announce({ accountId, modseq: last.modseq, kinds: ['email', 'mailbox', 'quota'] });
  return { uidValidity: last.uidValidity, uids: inserted.map(outcome => outcome.uid), modseq: last.modseq };
}

/** The owner's, one alone: committed with whatever else is on its way in, as four connections that fill a mailbox are. */
async function appendOne(
  house: Pick<House, 'deliveries' | 'limits'>,
  mailbox: MailboxRef,
  message: Appended,
): Promise<AppendedUids> {
  newEmails(house, mailbox, [message]);
  const { flags, keywords, spellings = [], ...kept } = message;
  const destination = { ...mailbox, flags, keywords, trace: '' };
  const alongside = (tx: Transaction) => keepSpellings(tx, mailbox.accountId, spellings);
  const [outcome] = await house.deliveries.deliver({ ...kept, appended: true }, [
    keywords.length > 0 ? { ...destination, alongside } : destination,
  ]);
  if (outcome instanceof Refusal) throw outcome;
  const { uidValidity, uid, modseq } = outcome!;
  return { uidValidity, uids: [uid], modseq };
}

/** @throws Refusal too-many-keywords */
export function newEmails(
  { limits }: Pick<House, 'limits'>,
  mailbox: MailboxRef,
  messages: readonly Appended[],
): NewEmail[] {
  return messages.map(({ blob, ...message }) => {
    if (message.keywords.length > limits.keywordsPerMessage) throw new Refusal('too-many-keywords');
    return { ...message, ...mailbox, trace: '', blob: blob.hash };
  });
}

/** Inserts messages in the caller's transaction. @throws Refusal over-quota, no-such-mailbox */
export async function insertKept(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  tx: Queryable,
  emails: readonly NewEmail[],
  kept: readonly KeptMessage[],
): Promise<Inserted[]> {
  const blobs = kept.map(({ blob }) => blob);
  const [, outcomes] = await Promise.all([store.blobs.refer(tx, blobs), insertEmails(tx, emails, clock.now())]);
  return outcomes.map(outcome => {
    if (outcome.kind === 'over-quota') throw new Refusal('over-quota');
    return outcome;
  });
}
