/**
 * Puts messages brought from elsewhere into somebody's mailboxes, once: what a folder holds already, to the byte, is passed
 * over, copy for copy, so that a putting-in cut short is simply begun again.
 */
import { createHash } from 'node:crypto';
import { parisZone } from '../../model/clock.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { listPresent } from '../../store/present-messages.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type Appended, append, keepMessage } from '../mailboxes/append.ts';
import { create } from '../mailboxes/create.ts';
import { list } from '../mailboxes/list.ts';
import type { IncomingMail, LeftOut } from './incoming.ts';

export type PutIn = {
  readonly added: number;
  /** There already. */
  readonly present: number;
  readonly leftOut: readonly LeftOut[];
};

const batchMessages = 50;
const batchBytes = 16 * 1024 * 1024;

type Parts = Pick<House, 'store' | 'views' | 'clock' | 'limits' | 'deliveries'>;

/**
 * @param onProgress called after each batch
 * @param onDurable called with the name of a folder whenever all that was handed on of it so far is there for good
 * @throws Refusal over-quota; what was put in before stays
 */
export async function putIn(
  house: Parts,
  actor: Actor,
  messages: AsyncIterable<IncomingMail | LeftOut>,
  onProgress: (so: PutIn) => void = () => {},
  onDurable: (folder: string) => Promise<void> = async () => {},
): Promise<PutIn> {
  const folders = new Map<string, Folder>();
  const leftOut: LeftOut[] = [];
  let added = 0;
  let present = 0;
  const tell = () => onProgress({ added, present, leftOut });

  async function flush(folder: Folder): Promise<void> {
    const batch = folder.waiting.splice(0);
    folder.octets = 0;
    if (batch.length === 0) return await onDurable(folder.name);
    const kept = await Promise.all(batch.map(message => keep(house, message)));
    await append(house, actor, { accountId: actor.accountId, mailboxId: folder.id }, kept);
    added += batch.length;
    await onDurable(folder.name);
    tell();
  }

  for await (const message of messages) {
    if ('why' in message) {
      leftOut.push(message);
      continue;
    }
    const name = message.folder.normalize('NFC');
    let folder = folders.get(name);
    if (folder === undefined) {
      folder = await openFolder(house, actor, name);
      folders.set(name, folder);
    }
    const print = createHash('sha256').update(message.bytes).digest('hex');
    const copies = folder.there.get(print) ?? 0;
    if (copies > 0) {
      folder.there.set(print, copies - 1);
      present += 1;
      continue;
    }
    folder.waiting.push(message);
    folder.octets += message.bytes.length;
    if (folder.waiting.length >= batchMessages || folder.octets >= batchBytes) await flush(folder);
  }
  for (const folder of folders.values()) await flush(folder);
  tell();
  return { added, present, leftOut };
}

type Folder = {
  /** As it was wished. */
  readonly name: string;
  readonly id: MailboxId;
  /** Copies that were there at first and were not met yet, by SHA-256 in hexadecimal. */
  readonly there: Map<string, number>;
  readonly waiting: IncomingMail[];
  octets: number;
};

async function openFolder(house: Parts, actor: Actor, wished: string): Promise<Folder> {
  const levels = wished.split('/').map(level => level.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ').trim() || '_');
  const name = levels[0]!.toUpperCase() === 'INBOX' ? ['INBOX', ...levels.slice(1)].join('/') : levels.join('/');
  const known = (await list(house, actor)).mailboxes.find(mailbox => mailbox.name === name);
  const id = known?.id ?? (await create(house, actor, name)).ref.mailboxId;
  const there = known === undefined ? new Map<string, number>() : await printsOf(house, actor, id);
  return { name: wished, id, there, waiting: [], octets: 0 };
}

/** The prints of what a mailbox holds: known for messages kept whole, computed for those that bear trace lines. */
async function printsOf(house: Parts, { accountId }: Actor, id: MailboxId): Promise<Map<string, number>> {
  const prints = new Map<string, number>();
  for (const { blob, trace } of await listPresent(house.store.database, accountId, id)) {
    const whole = trace === '' ? blob : digest(trace, await house.store.blobs.read(blob));
    const print = whole.toString('hex');
    prints.set(print, (prints.get(print) ?? 0) + 1);
  }
  return prints;
}

function digest(trace: string, bytes: Buffer): Buffer {
  return createHash('sha256').update(trace).update(bytes).digest();
}

async function keep(house: Parts, message: IncomingMail): Promise<Appended> {
  const kept = await keepMessage(house, message.bytes);
  const receivedAt = message.receivedAt ?? kept.facts.sentAt ?? house.clock.now();
  return {
    ...kept,
    flags: message.flags,
    keywords: message.keywords.slice(0, house.limits.keywordsPerMessage),
    receivedAt,
    receivedZone: message.zone ?? parisZone(receivedAt),
  };
}
