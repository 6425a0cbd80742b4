/** Bytes by name: whole messages, parts of them, parts of messages within them, and what clients have uploaded. */
import { decodeBytes } from '../../formats/message/decode.ts';
import type { BlobCut, BlobName } from '../../formats/object-id/blob-id.ts';
import type { BlobHash, EmailId } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import { readEmails } from '../../store/emails.ts';
import { findUpload, forgetUploads, insertUpload, uploadedBytes } from '../../store/uploads.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

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

/** The bytes of that name, or null where the actor has none such. */
export async function readBlob(
  house: Pick<House, 'store' | 'clock'>,
  actor: Pick<Actor, 'accountId'>,
  { source, cuts }: BlobName,
): Promise<Buffer | null> {
  const whole = await readSource(house, actor, source);
  return whole === null ? null : cuts.reduce(applyCut, whole);
}

async function readSource(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  { accountId }: Pick<Actor, 'accountId'>,
  source: BlobName['source'],
): Promise<Buffer | null> {
  if (source.kind === 'upload') {
    const hash = Buffer.from(source.hash, 'hex') as BlobHash;
    const since = new Date(clock.now().getTime() - uploadLifetime);
    const size = await findUpload(store.database, accountId, hash, since);
    return size === null ? null : store.blobs.read(hash);
  }
  if (source.accountId !== accountId) return null;
  const emailId = source.emailId as EmailId;
  const email = (await readEmails(store.database, accountId, [emailId], ['body'])).get(emailId);
  if (email === undefined) return null;
  const bytes = await store.blobs.read(email.blob);
  return email.trace === '' ? bytes : Buffer.concat([Buffer.from(email.trace), bytes]);
}

const encodings = { N: '7bit', B: 'base64', Q: 'quoted-printable' } as const;

function applyCut(bytes: Buffer, { from, to, encoding }: BlobCut): Buffer {
  return decodeBytes(bytes.subarray(from, to), encodings[encoding]);
}
