/**
 * A mailbox of any size made into a package, while what the process holds is watched. The messages repeat themselves within
 * a compressor's reach, so that twenty gigabytes fit on an ordinary disk and are read, hashed and zipped in full.
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
};

const chunk = 16_384;
const perAppend = 16;

export async function makeBigPackage(
  size: { readonly messages: number; readonly messageBytes: number },
  tell: (line: string) => void,
): Promise<BigPackage> {
  const mail = await mailHouse({ quotaBytes: 1e13 });
  const folder = await mkdtemp(join(tmpdir(), 'big-package-'));
  try {
    const actor = await mail.account('grande.boite', { allowedBytes: 1e13 });
    const inbox = (await list(mail.house, actor)).mailboxes.find(each => each.role === 'inbox')!;
    let bytes = 0;
    for (let done = 0; done < size.messages; done += perAppend) {
      const count = Math.min(perAppend, size.messages - done);
      const made = Array.from({ length: count }, (_, index) => message(done + index, size.messageBytes));
      bytes += made.reduce((sum, each) => sum + each.length, 0);
      const kept = await Promise.all(made.map(each => keepMessage(mail.house, each)));
      const marks = { flags: 0, keywords: [], receivedAt: mail.clock.now(), receivedZone: 60 };
      const where = { accountId: actor.accountId, mailboxId: inbox.id };
      await append(
        mail.house,
        actor,
        where,
        kept.map(each => ({ ...each, ...marks })),
      );
      if (done % 4000 < perAppend) tell(`${(bytes / 1e9).toFixed(1)} GB in the mailbox`);
    }
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 50);
    const start = performance.now();
    const { id } = await requestPackage(mail.house, actor);
    await makePackage(mail.house, folder, async () => []);
    const seconds = (performance.now() - start) / 1000;
    clearInterval(watch);
    const { size: zip } = await stat(join(folder, `${id}.zip`));
    const { token } = await linkTo(mail.house, actor, id);
    await check(await openPackage(mail.house, folder, token));
    return { messages: size.messages, mailbox: bytes, zip, seconds, before, most };
  } finally {
    await mail.close();
    await rm(folder, { recursive: true });
  }
}

function message(rank: number, bytes: number): Buffer {
  const part = randomBytes(chunk - (chunk >> 2))
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');
  const head = `From: <a@b.test>\r\nSubject: Piece ${rank}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  return Buffer.from(head + part.repeat(Math.max(1, Math.round(bytes / part.length))));
}

async function check({ sha256, read }: Awaited<ReturnType<typeof openPackage>>): Promise<void> {
  const hash = createHash('sha256');
  for await (const piece of read()) hash.update(piece as Buffer);
  if (hash.digest('hex') !== sha256) throw new Error('the checksum does not hold');
}
