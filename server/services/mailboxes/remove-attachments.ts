/**
 * Removes attachments and keeps the mail: an email is immutable, so another one takes its place, smaller, with the same
 * date, marks, mailboxes and thread. The old one can be taken back like all that is deleted. R37
 */
import { describeMessage } from '../../formats/message/describe.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { fileName, type Part } from '../../formats/message/part.ts';
import { textEntity } from '../../formats/sieve/field.ts';
import { openMessage } from '../../formats/sieve/message.ts';
import { rebuild } from '../../formats/sieve/rebuild.ts';
import { parisDate } from '../../model/clock.ts';
import { type EmailId, flagBits } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Email, insertEmails, readEmails } from '../../store/emails.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { placeEmails, placementsOf, removePlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { readOctets } from './read.ts';

type Needs = Pick<House, 'store' | 'clock'>;

/** An email and the one that took its place. */
export type Lightened = { readonly before: EmailId; readonly after: EmailId; readonly freed: number };

/**
 * Those that have no attachment, are signed or encrypted, or are no more are passed over.
 * @throws Refusal unavailable, disk-full
 */
export async function removeAttachments(
  house: Needs,
  actor: Actor,
  emailIds: readonly EmailId[],
): Promise<Lightened[]> {
  const aspects = ['dates', 'body'] as const;
  const emails = await readEmails(house.store.database, actor.accountId, emailIds, aspects);
  const done: Lightened[] = [];
  for (const email of emails.values()) {
    const light = withoutAttachments(await readOctets(house, email, email.trace.length), house.clock.now());
    const one = light === null ? null : await exchange(house, actor, email, light);
    if (one !== null) done.push(one);
  }
  return done;
}

/** The bytes with a note in the place of each attachment; null where there is none, or nothing may be changed. */
export function withoutAttachments(bytes: Buffer, at: Date): Buffer | null {
  const parsed = parseMessage(bytes);
  if (isSealed(parsed.part)) return null;
  const attached = attachmentsIn(parsed.part).filter(part => part !== parsed.part);
  if (attached.length === 0) return null;
  const replacements = attached.map(part => ({
    part,
    entity: textEntity(noteOf(part, parisDate(at))),
    subject: null,
    from: null,
  }));
  const light = rebuild(openMessage(bytes, parsed), replacements, []);
  return light.length < bytes.length ? light : null;
}

/** Anywhere within: a signature that no longer holds would be worse than a large mail. */
function isSealed(part: Part): boolean {
  const { type, subtype } = part;
  const sealed =
    (type === 'multipart' && (subtype === 'signed' || subtype === 'encrypted')) || /pkcs7-mime$/.test(subtype);
  return sealed || (part.children ?? []).some(isSealed);
}

/** As `hasAttachment` has it; a message within a message goes as a whole. */
function attachmentsIn(part: Part): Part[] {
  if (part.children !== undefined) return part.children.flatMap(attachmentsIn);
  const shown = part.type === 'text' || (part.type === 'image' && part.id !== undefined);
  return part.disposition?.type === 'attachment' || !shown ? [part] : [];
}

function noteOf(part: Part, day: string): string {
  const name = fileName(part) ?? `${part.type}/${part.subtype}`;
  const kilobytes = Math.ceil((part.end - part.body) / 1000);
  return `[Pièce jointe retirée le ${day} : ${name} (${kilobytes}\u00a0ko)]\r\n[Attachment removed on ${day}: ${name} (${kilobytes} kB)]\r\n`;
}

async function exchange(
  { store, clock }: Needs,
  { accountId }: Actor,
  old: Pick<Email, 'id' | 'bytes' | 'trace' | 'receivedAt' | 'receivedZone'>,
  bytes: Buffer,
): Promise<Lightened | null> {
  const blob = await store.blobs.keep(bytes);
  const facts = describeMessage(bytes);
  const at = clock.now();
  const done = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    const [first, ...others] = await placementsOf(tx, accountId, [old.id]);
    if (first === undefined) return null;
    const { trace, receivedAt, receivedZone } = old;
    const dates = { receivedAt, receivedZone };
    const marks = { flags: first.flags & ~flagBits.deleted, keywords: first.keywords };
    // A full mailbox must be able to make room: the larger one goes in the same step.
    const fresh = {
      ...{ accountId, mailboxId: first.mailboxId, blob: blob.hash, facts, trace },
      ...dates,
      ...marks,
      quotaExempt: true,
    };
    const [, [outcome]] = await Promise.all([store.blobs.refer(tx, [blob]), insertEmails(tx, [fresh], at)]);
    if (outcome?.kind !== 'inserted') throw new Refusal('over-quota');
    for (const mailboxId of new Set(others.map(one => one.mailboxId)))
      if (mailboxId !== first.mailboxId)
        await placeEmails(tx, accountId, outcome.modseq, mailboxId, [{ emailId: outcome.emailId, ...marks }], at);
    const groups = Map.groupBy([first, ...others], one => one.mailboxId);
    for (const [mailboxId, group] of groups)
      await removePlacements(tx, accountId, outcome.modseq, { mailboxId, uids: group.map(one => one.uid), at });
    return { modseq: Math.max(modseq, outcome.modseq) as typeof modseq, emailId: outcome.emailId };
  });
  if (done === null) return null;
  store.changes.announce({ accountId, modseq: done.modseq, kinds: ['email', 'mailbox', 'quota'] });
  return { before: old.id, after: done.emailId, freed: old.bytes - old.trace.length - bytes.length };
}
