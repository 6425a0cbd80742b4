/** Bytes by name: messages, parts of them, parts of messages within them, filter scripts, photos of cards, uploads. */
import { decodeBytes } from '../../formats/message/decode.ts';
import type { BlobCut, BlobName } from '../../formats/object-id/blob-id.ts';
import { toJsCard } from '../../formats/vcard/jscontact/to-js.ts';
import type { CardId } from '../../model/contact.ts';
import type { BlobHash, EmailId } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import { readCards } from '../../store/contacts.ts';
import type { Queryable } from '../../store/database.ts';
import { readEmails } from '../../store/emails.ts';
import { placementsOf } from '../../store/placements.ts';
import { readScriptById } from '../../store/sieve-scripts.ts';
import { findUpload, forgetUploads, insertUpload, uploadedBytes } from '../../store/uploads.ts';
import type { Actor } from '../actor.ts';
import { openCard } from '../contacts/get.ts';
import { heldMedia } from '../contacts/media.ts';
import type { House } from '../house.ts';
import { type Access, may } from '../mailboxes/access.ts';

/** Milliseconds an upload may wait to be used: less than the lease of its blob. rfc/8620#6 asks an hour at least. */
const uploadLifetime = 20 * 3_600_000;
/** Octets of uploads an account may have waiting. */
const uploadRoom = 500_000_000;

/**
 * Takes in bytes; they are durable when this resolves.
 * @throws Refusal over-quota (too much is waiting), message-too-large, disk-full
 */
export async function upload(
  { store, clock, limits }: Pick<House, 'store' | 'clock' | 'limits'>,
  { accountId }: Pick<Actor, 'accountId'>,
  bytes: AsyncIterable<Buffer> | Buffer,
): Promise<{ hash: string; size: number }> {
  const now = clock.now();
  await forgetUploads(store.database, accountId, new Date(now.getTime() - uploadLifetime));
  const room = uploadRoom - (await uploadedBytes(store.database, accountId));
  const kept = await store.blobs.keep(bounded(bytes, limits.messageBytes, room));
  await store.database.transaction(async tx => {
    const waiting = insertUpload(tx, accountId, { blob: kept.hash, bytes: kept.size, at: now });
    await Promise.all([store.blobs.refer(tx, [kept]), waiting]);
  });
  return { hash: kept.hash.toString('hex'), size: kept.size };
}

async function* bounded(bytes: AsyncIterable<Buffer> | Buffer, most: number, room: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of Buffer.isBuffer(bytes) ? [bytes] : bytes) {
    length += chunk.length;
    if (length > most) throw new Refusal('message-too-large');
    if (length > room) throw new Refusal('over-quota');
    yield chunk;
  }
}

/**
 * The bytes of that name, or null where the account has none such that the actor may read. Uploads are whose who sent
 * them, in whatever account they are used.
 */
export async function readBlob(
  house: Pick<House, 'store' | 'clock'>,
  access: Access,
  { source, cuts }: BlobName,
): Promise<Buffer | null> {
  const whole = await readSource(house, access, source);
  return whole === null ? null : cuts.reduce(applyCut, whole);
}

async function readSource(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  access: Access,
  source: BlobName['source'],
): Promise<Buffer | null> {
  if (source.kind === 'upload') {
    const hash = Buffer.from(source.hash, 'hex') as BlobHash;
    const since = new Date(clock.now().getTime() - uploadLifetime);
    const size = await findUpload(store.database, access.actor.accountId, hash, since);
    return size === null ? null : store.blobs.read(hash);
  }
  if (source.accountId !== access.accountId) return null;
  if (source.kind === 'script') return await readScriptBlob(store.database, access, source);
  if (source.kind === 'card') return await readCardBlob(store.database, access, source);
  const emailId = source.emailId as EmailId;
  if (access.rights !== null) {
    const placements = await placementsOf(store.database, access.accountId, [emailId]);
    if (!placements.some(({ mailboxId }) => may(access, mailboxId, 'l', 'r'))) return null;
  }
  const email = (await readEmails(store.database, access.accountId, [emailId], ['body'])).get(emailId);
  if (email === undefined) return null;
  const bytes = await store.blobs.read(email.blob);
  return email.trace === '' ? bytes : Buffer.concat([Buffer.from(email.trace), bytes]);
}

/** A script's text while it is that text still. */
async function readScriptBlob(
  db: Queryable,
  access: Access,
  { scriptId, digest }: Extract<BlobName['source'], { kind: 'script' }>,
): Promise<Buffer | null> {
  if (access.rights !== null) return null;
  const script = await readScriptById(db, access.accountId, scriptId);
  return script?.digest.startsWith(digest) ? Buffer.from(script.text) : null;
}

/** What a card holds, while it holds it still. Cards are shared with nobody. */
async function readCardBlob(
  db: Queryable,
  access: Access,
  { cardId, digest }: Extract<BlobName['source'], { kind: 'card' }>,
): Promise<Buffer | null> {
  if (access.rights !== null) return null;
  const [card] = await readCards(db, access.accountId, { ids: [cardId as CardId] });
  if (card === undefined) return null;
  const held = [...heldMedia(toJsCard(openCard(card), card.uid)).values()];
  return held.find(one => one.digest === digest)?.bytes ?? null;
}

const encodings = { N: '7bit', B: 'base64', Q: 'quoted-printable' } as const;

function applyCut(bytes: Buffer, { from, to, encoding }: BlobCut): Buffer {
  return decodeBytes(bytes.subarray(from, to), encodings[encoding]);
}
