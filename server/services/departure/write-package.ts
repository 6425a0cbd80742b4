/**
 * Writes the package of an account (R28) as it is read: whatever the size of the mailbox, one message is in memory. Each
 * folder is written twice, message by message and as an mbox, because people and programs want different things.
 */
import { createHash, hash as digest } from 'node:crypto';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
import { writeZip, type ZipEntry } from '../../formats/zip/write.ts';
import type { AccountId } from '../../model/account.ts';
import { listMailboxes, type Mailbox } from '../../store/mailboxes.ts';
import type { House } from '../house.ts';
import { readMessages } from './read-messages.ts';
import { type Spool, spool } from './spool.ts';

/** Something else of the person's that goes along: contacts, filters, a signature. */
export type PackagePart = { readonly path: string; readonly bytes: Buffer };

export type PackageRequest = {
  readonly accountId: AccountId;
  readonly address: string;
  readonly parts: readonly PackagePart[];
  /** Names files of the caller's, for lists of messages while they grow; removed at the end. */
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
  const madeAt = house.clock.now();
  const index = spool(`${request.scratch}.messages`);
  const directory = spool(`${request.scratch}.directory`);
  const made: { manifest?: Manifest } = {};
  try {
    const entries = packageEntries(house, request, madeAt, index, made);
    await pipeline(writeZip(entries, madeAt, directory), out);
    return made.manifest!;
  } finally {
    await index.remove();
    await directory.remove();
  }
}

/** The files of the package in their order; the last but one is the manifest of those before. */
async function* packageEntries(
  house: Pick<House, 'store' | 'clock' | 'domains' | 'keys'>,
  { accountId, address, parts, onMessage }: PackageRequest,
  madeAt: Date,
  index: Spool,
  made: { manifest?: Manifest },
): AsyncGenerator<ZipEntry> {
  const files: Manifest['files'][number][] = [];
  const listed = (path: string, content: AsyncIterable<Buffer>): ZipEntry => ({
    path,
    content: measured(content, measure => files.push({ path, ...measure })),
  });

  yield listed('LISEZMOI.txt', once(Buffer.from(readMe(address, house.domains[0]!))));
  const mailboxes = (await listMailboxes(house.store.database, accountId)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const folders = foldersOf(mailboxes);
  let messages = 0;
  for (const [at, mailbox] of mailboxes.entries()) {
    const folder = folders[at]!;
    for await (const { bytes, uid, flags, keywords, receivedAt, zone } of readMessages(house, accountId, mailbox.id)) {
      const path = `${folder.directory}/${String(uid).padStart(8, '0')}.eml`;
      yield { path, content: bytes };
      const line: PackagedMessage = {
        ...{ path, folder: mailbox.name, flags, keywords, receivedAt: receivedAt.toISOString(), zone },
        bytes: bytes.length,
        sha256: digest('sha256', bytes),
      };
      await index.append(Buffer.from(`${JSON.stringify(line)}\n`));
      messages += 1;
      onMessage?.();
    }
    if (mailbox.total === 0) continue;
    yield listed(`${folder.directory.replace('messages/', 'mbox/')}.mbox`, mboxOf(house, accountId, mailbox));
  }
  yield listed('messages.jsonl', index.read());
  for (const { path, bytes } of parts) yield listed(path, once(bytes));
  made.manifest = {
    format: packageFormat,
    version: packageVersion,
    address,
    madeAt: madeAt.toISOString(),
    messages,
    folders,
    files,
  };
  const written = Buffer.from(`${JSON.stringify(made.manifest, null, 1)}\n`);
  yield { path: 'manifest.json', content: written };
  const seal = sealManifest(written, signingKey(house.keys.file));
  yield { path: 'seal.json', content: Buffer.from(`${JSON.stringify(seal)}\n`) };
}

/** The same content, and its length and SHA-256 once it has been read. */
async function* measured(
  content: AsyncIterable<Buffer>,
  tell: (measure: { bytes: number; sha256: string }) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of content) {
    hash.update(piece);
    bytes += piece.length;
    yield piece;
  }
  tell({ bytes, sha256: hash.digest('hex') });
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
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
