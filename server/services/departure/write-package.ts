/**
 * Writes the package of an account (R28) as it is read: whatever the size of the mailbox, one message is in memory. Each
 * folder is written twice, message by message and as an mbox, because people and programs want different things.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { mboxEntry } from '../../formats/mbox/write.ts';
import {
  isPrivate,
  type Manifest,
  nameDirectories,
  type PackagedFolder,
  type PackagedMessage,
  packageFormat,
  packageVersion,
  readMe,
} from '../../formats/package/layout.ts';
import { sealManifest, signingKey } from '../../formats/package/seal.ts';
import type { AccountId } from '../../model/account.ts';
import { listMailboxes, type Mailbox } from '../../store/mailboxes.ts';
import type { House } from '../house.ts';
import { readMessages } from './read-messages.ts';

/** Something else of the person's that goes along: contacts, filters, a signature. */
export type PackagePart = { readonly path: string; readonly bytes: Buffer };

export type PackageRequest = {
  readonly accountId: AccountId;
  readonly address: string;
  readonly parts: readonly PackagePart[];
  /** A file of the caller's, for the list of messages while it grows; removed at the end. */
  readonly scratch: string;
  /** Called after each message. */
  readonly onMessage?: (() => void) | undefined;
};

/** Resolves when `out` has the whole zip. @returns the manifest in it */
export async function writePackage(
  house: Pick<House, 'store' | 'clock' | 'domains' | 'keys'>,
  request: PackageRequest,
  out: Writable,
): Promise<Manifest> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream as Readable, out);
  // Who takes the zip may give up: then nothing more is fed into it, and that failure is the one told.
  const given = new AbortController();
  written.catch(error => given.abort(error));
  try {
    const manifest = await fill(zip, house, request, given.signal);
    zip.end();
    await written;
    return manifest;
  } finally {
    await rm(request.scratch, { force: true });
  }
}

async function fill(
  zip: ZipFile,
  house: Pick<House, 'store' | 'clock' | 'domains' | 'keys'>,
  { accountId, address, parts, scratch, onMessage }: PackageRequest,
  given: AbortSignal,
): Promise<Manifest> {
  const mtime = house.clock.now();
  const files: Manifest['files'][number][] = [];

  /** Adds one file and waits until it is through, so that nothing piles up. */
  async function add(path: string, source: Readable, listed: boolean): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    const measured = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    zip.addReadStreamLazy(path, { mtime, mode: 0o100600 }, givenOnce(measured));
    keepNameAlone(zip);
    await pipeline(source, measured, { signal: given });
    if (listed) files.push({ path, bytes, sha256: hash.digest('hex') });
  }

  await add('LISEZMOI.txt', Readable.from([Buffer.from(readMe(address, house.domains[0]!))]), true);
  const mailboxes = (await listMailboxes(house.store.database, accountId)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const folders = foldersOf(mailboxes);
  const index = createWriteStream(scratch, { mode: 0o600 });
  let messages = 0;
  for (const [at, mailbox] of mailboxes.entries()) {
    const folder = folders[at]!;
    for await (const message of readMessages(house, accountId, mailbox.id)) {
      const path = `${folder.directory}/${String(message.uid).padStart(8, '0')}.eml`;
      const { bytes, flags, keywords, receivedAt, zone } = message;
      await add(path, Readable.from([bytes]), false);
      const line: PackagedMessage = {
        ...{ path, folder: mailbox.name, flags, keywords, receivedAt: receivedAt.toISOString(), zone },
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
      if (!index.write(`${JSON.stringify(line)}\n`))
        await new Promise<void>(resolve => index.once('drain', () => resolve()));
      messages += 1;
      onMessage?.();
    }
    if (mailbox.total === 0) continue;
    const mbox = folder.directory.replace('messages/', 'mbox/');
    await add(`${mbox}.mbox`, Readable.from(mboxOf(house, accountId, mailbox)), true);
  }
  index.end();
  await finished(index);
  await add('messages.jsonl', createReadStream(scratch), true);
  for (const { path, bytes } of parts) await add(path, Readable.from([bytes]), true);
  const manifest: Manifest = {
    format: packageFormat,
    version: packageVersion,
    address,
    madeAt: mtime.toISOString(),
    messages,
    folders,
    files,
  };
  const written = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  await add('manifest.json', Readable.from([written]), false);
  const seal = sealManifest(written, signingKey(house.keys.file));
  await add('seal.json', Readable.from([Buffer.from(`${JSON.stringify(seal)}\n`)]), false);
  return manifest;
}

/** Gives a stream and forgets it: the zip remembers each file to its end, and would keep every message in memory. */
function givenOnce(stream: Readable): (begin: (error: null, stream: Readable) => void) => void {
  const held = [stream];
  return begin => begin(null, held.pop()!);
}

/**
 * The zip keeps each file's name to its end, as a slice of a slab that Node shares among small buffers: each name would hold
 * sixty kilobytes, and a large mailbox its gigabytes. Copied into memory of its own, a name weighs what it is long.
 */
function keepNameAlone(zip: ZipFile): void {
  const { entries } = zip as unknown as { readonly entries: readonly { utf8FileName: Buffer }[] };
  const entry = entries.at(-1);
  if (entry === undefined) return;
  const alone = Buffer.alloc(entry.utf8FileName.length);
  entry.utf8FileName.copy(alone);
  entry.utf8FileName = alone;
}

function foldersOf(mailboxes: readonly Mailbox[]): PackagedFolder[] {
  const directories = nameDirectories(mailboxes.map(mailbox => mailbox.name));
  return mailboxes.map(({ name, role, subscribed }) => {
    const apart = isPrivate(name);
    const directory = `${apart ? 'prive/' : ''}messages/${directories.get(name)!}`;
    return { name, role, subscribed, private: apart, directory };
  });
}

async function* mboxOf(house: Pick<House, 'store'>, accountId: AccountId, mailbox: Mailbox): AsyncGenerator<Buffer> {
  for await (const message of readMessages(house, accountId, mailbox.id)) yield mboxEntry(message);
}
