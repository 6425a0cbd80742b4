/**
 * A mailbox of any size made into a package, while what the process holds is watched. Many rows share the blobs of a few
 * texts, each half of noise and half of what a compressor finds again: twenty gigabytes of mailbox need little disk, and are
 * read, hashed and zipped in full all the same.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mailHouse } from '../../dev/testing/mail-house.ts';
import { linkTo, makePackage, openPackage, requestPackage } from '../../server/services/departure/packages.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { list } from '../../server/services/mailboxes/list.ts';

export type BigPackage = {
  readonly messages: number;
  /** Of the mailbox, octets. */
  readonly mailbox: number;
  /** Of the zip, octets. */
  readonly zip: number;
  readonly seconds: number;
  /** Resident memory before, and the most while the package was made, octets. */
  readonly before: number;
  readonly most: number;
  /** Octets of buffers after each tenth of the messages. */
  readonly buffers: readonly number[];
};

const chunk = 16_384;
/** Texts that differ, and rows of one append. */
const texts = 50;

export async function makeBigPackage(
  size: { readonly messages: number; readonly messageBytes: number },
  tell: (line: string) => void,
): Promise<BigPackage> {
  const mail = await mailHouse({ quotaBytes: 1e13 });
  const folder = await mkdtemp(join(tmpdir(), 'big-package-'));
  try {
    const actor = await mail.account('grande.boite', { allowedBytes: 1e13 });
    const inbox = (await list(mail.house, actor)).mailboxes.find(each => each.role === 'inbox')!;
    const kept = await Promise.all(
      Array.from({ length: Math.min(texts, size.messages) }, (_, rank) =>
        keepMessage(mail.house, message(rank, size.messageBytes)),
      ),
    );
    const marks = { flags: 0, keywords: [], receivedAt: mail.clock.now(), receivedZone: 60 };
    const where = { accountId: actor.accountId, mailboxId: inbox.id };
    for (let done = 0; done < size.messages; done += texts) {
      const some = kept.slice(0, size.messages - done);
      await append(
        mail.house,
        actor,
        where,
        some.map(each => ({ ...each, ...marks })),
      );
    }
    const bytes = (await list(mail.house, actor)).mailboxes.find(each => each.role === 'inbox')!.bytes;
    tell(`${(bytes / 1e9).toFixed(1)} GB in the mailbox`);
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 50);
    const buffers: number[] = [];
    let read = 0;
    const { blobs } = mail.house.store;
    const counted = {
      ...blobs,
      read(...asked: Parameters<typeof blobs.read>) {
        read += 1;
        if (read % Math.ceil(size.messages / 5) === 0) {
          buffers.push(process.memoryUsage().arrayBuffers);
          tell(
            `${Math.round((50 * read) / size.messages)} % written, ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB resident`,
          );
        }
        return blobs.read(...asked);
      },
    };
    const watched = { ...mail.house, store: { ...mail.house.store, blobs: counted } };
    const start = performance.now();
    const { id } = await requestPackage(mail.house, actor);
    await makePackage(watched, folder, async () => []);
    const seconds = (performance.now() - start) / 1000;
    clearInterval(watch);
    const { size: zip } = await stat(join(folder, `${id}.zip`));
    const { token } = await linkTo(mail.house, actor, id);
    await check(await openPackage(mail.house, folder, token));
    return { messages: size.messages, mailbox: bytes, zip, seconds, before, most, buffers };
  } finally {
    await mail.close();
    await rm(folder, { recursive: true });
  }
}

function message(rank: number, bytes: number): Buffer {
  const noise = (length: number): string =>
    randomBytes(Math.ceil((length * 3) / 4))
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n');
  const part = noise(chunk);
  const head = `From: <a@b.test>\r\nSubject: Piece ${rank}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  return Buffer.from(head + noise(bytes / 2) + part.repeat(Math.max(1, Math.round(bytes / 2 / part.length))));
}

async function check({ sha256, read }: Awaited<ReturnType<typeof openPackage>>): Promise<void> {
  const hash = createHash('sha256');
  for await (const piece of read()) hash.update(piece as Buffer);
  if (hash.digest('hex') !== sha256) throw new Error('the checksum does not hold');
}
