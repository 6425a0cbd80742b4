/**
 * Messages of a zip file: our own package, whose checksums must hold, or anything with `.eml` files, mbox files or a
 * Maildir in it. Entries are read one at a time and none larger than a message may be, whatever the zip says of itself.
 */
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { readMaildirPath } from '../../formats/maildir/name.ts';
import { readMbox } from '../../formats/mbox/read.ts';
import { type Manifest, type PackagedMessage, packageFormat } from '../../formats/package/layout.ts';
import { type Seal, sealHolds } from '../../formats/package/seal.ts';
import { Refusal } from '../../model/refusal.ts';
import type { IncomingMail, LeftOut } from './incoming.ts';

const mostEntries = 2_000_000;
const longestManifest = 64 * 1024 * 1024;
const longestSeal = 4096;

const openFile = promisify(
  yauzl.open as (path: string, options: yauzl.Options, done: (error: Error | null, zip: ZipFile) => void) => void,
);

/**
 * @param trusted public keys of houses (seal.ts): where given, only a package one of them has sealed is taken
 * @throws Refusal bad-message: no zip, or a package whose inventory or seal does not hold; not-permitted: not theirs
 */
export async function* readZip(
  path: string,
  largest: number,
  trusted: readonly string[] | null = null,
): AsyncGenerator<IncomingMail | LeftOut> {
  const zip = await openFile(path, { lazyEntries: true, autoClose: false }).catch(error => {
    throw new Refusal('bad-message', `not a zip: ${(error as Error).message}`);
  });
  try {
    const entries = await listEntries(zip);
    const manifest = entries.get('manifest.json');
    if (manifest !== undefined) yield* readPackage(zip, entries, manifest, largest, trusted);
    else if (trusted !== null) throw new Refusal('not-permitted', 'no sealed package');
    else yield* readForeign(zip, entries, largest);
  } finally {
    zip.close();
  }
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    if (zip.entryCount > mostEntries) return reject(new Refusal('bad-message', 'too many files in the zip'));
    const entries = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', (error: Error) => reject(new Refusal('bad-message', error.message)));
    zip.readEntry();
  });
}

async function* readPackage(
  zip: ZipFile,
  entries: Map<string, Entry>,
  manifestEntry: Entry,
  largest: number,
  trusted: readonly string[] | null,
): AsyncGenerator<IncomingMail | LeftOut> {
  const written = await readEntry(zip, manifestEntry, longestManifest);
  await checkSeal(zip, entries.get('seal.json'), written, trusted);
  const manifest = parse<Manifest>(written);
  if (manifest?.format !== packageFormat) throw new Refusal('bad-message', 'the manifest is not ours');
  const listed = manifest.files.find(file => file.path === 'messages.jsonl');
  const index = entries.get('messages.jsonl');
  if (listed === undefined || index === undefined) throw new Refusal('bad-message', 'the list of messages is missing');
  // The list is checked before anything in it is believed.
  if ((await digest(zip, index)) !== listed.sha256)
    throw new Refusal('bad-message', 'the list of messages was changed');
  for await (const line of createInterface({
    input: await openEntry(zip, index),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const message = parse<PackagedMessage>(Buffer.from(line));
    const entry = message === null ? undefined : entries.get(message.path);
    if (message === null || entry === undefined) {
      yield { path: message?.path ?? 'messages.jsonl', why: 'damaged' };
      continue;
    }
    const bytes = entry.uncompressedSize > largest ? null : await readEntry(zip, entry, largest);
    if (bytes === null) yield { path: message.path, why: 'too-large' };
    else if (createHash('sha256').update(bytes).digest('hex') !== message.sha256) {
      yield { path: message.path, why: 'damaged' };
    } else {
      const { folder, flags, keywords, zone } = message;
      yield { folder, bytes, flags, keywords, zone, receivedAt: new Date(message.receivedAt) };
    }
  }
}

/** A seal that is there must hold; one that is not there is missed only by who trusts some houses alone. */
async function checkSeal(
  zip: ZipFile,
  entry: Entry | undefined,
  manifest: Buffer,
  trusted: readonly string[] | null,
): Promise<void> {
  const seal = entry === undefined ? null : parse<Seal>(await readEntry(zip, entry, longestSeal));
  if (entry !== undefined && (seal === null || !sealHolds(manifest, seal))) {
    throw new Refusal('bad-message', 'the seal is broken');
  }
  if (trusted !== null && !trusted.includes(seal?.publicKey ?? ''))
    throw new Refusal('not-permitted', 'not their seal');
}

async function* readForeign(
  zip: ZipFile,
  entries: Map<string, Entry>,
  largest: number,
): AsyncGenerator<IncomingMail | LeftOut> {
  for (const [path, entry] of entries) {
    const maildir = readMaildirPath(path);
    if (maildir !== null || /\.eml$/i.test(path)) {
      const bytes = entry.uncompressedSize > largest ? null : await readEntry(zip, entry, largest);
      if (bytes === null) yield { path, why: 'too-large' };
      else if (maildir !== null) yield { ...maildir, bytes, keywords: [], zone: null };
      else yield { ...unmarked, folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : 'INBOX', bytes };
    } else if (/(^|\/)[^/]+\.mbox$/i.test(path)) {
      yield* readMboxStream(await openEntry(zip, entry), path.replace(/\.mbox$/i, ''), largest);
    }
  }
}

const unmarked = { flags: 0, keywords: [], receivedAt: null, zone: null } as const;

/** Messages of an mbox, all of one folder. */
export async function* readMboxStream(
  stream: Readable,
  folder: string,
  largest: number,
): AsyncGenerator<IncomingMail | LeftOut> {
  for await (const message of readMbox(stream, largest)) {
    if ('tooLarge' in message) yield { path: folder, why: 'too-large' };
    else {
      const receivedAt = message.receivedAt.getTime() === 0 ? null : message.receivedAt;
      yield { ...message, folder, receivedAt, zone: null };
    }
  }
}

async function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return await new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) =>
      error === null ? resolve(stream) : reject(new Refusal('bad-message', error.message)),
    );
  });
}

/** The octets of an entry. @throws Refusal where there are more than told: the size in a zip is only a claim */
async function readEntry(zip: ZipFile, entry: Entry, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOf(zip, entry)) {
    length += chunk.length;
    if (length > largest) throw new Refusal('message-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function digest(zip: ZipFile, entry: Entry): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(zip, entry)) hash.update(chunk);
  return hash.digest('hex');
}

async function* chunksOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of await openEntry(zip, entry)) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('bad-message', (error as Error).message);
  }
}

function parse<Shape>(bytes: Buffer): Shape | null {
  try {
    return JSON.parse(bytes.toString('utf8')) as Shape;
  } catch {
    return null;
  }
}
