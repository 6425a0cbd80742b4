/**
 * What the process holds while a package is written, after a forced collection, as messages go by: run as a program of its
 * own with `--expose-gc`, it prints one line of JSON a sample. `node --expose-gc package-memory.ts [messages] [octets] [every]`
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { mailHouse } from '../../dev/testing/mail-house.ts';
import { writePackage } from '../../server/services/departure/write-package.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { list } from '../../server/services/mailboxes/list.ts';

/** Octets held when `messages` had been read. */
export type Held = {
  readonly messages: number;
  readonly buffers: number;
  readonly heap: number;
  readonly resident: number;
};

const [messages = 2000, octets = 2000, every = 500] = process.argv.slice(2).map(Number);
/** Different texts; the rows that name them are many more. */
const texts = 50;

const collect = globalThis.gc!;
const mail = await mailHouse({ quotaBytes: 1e13 });
const folder = await mkdtemp(join(tmpdir(), 'package-memory-'));
const actor = await mail.account('grande.boite', { allowedBytes: 1e13 });
const inbox = (await list(mail.house, actor)).mailboxes.find(each => each.role === 'inbox')!;
const where = { accountId: actor.accountId, mailboxId: inbox.id };
const kept = await Promise.all(
  Array.from({ length: texts }, (_, rank) =>
    keepMessage(
      mail.house,
      Buffer.from(`Subject: ${rank}\r\n\r\n${randomBytes(octets * 0.75).toString('base64')}\r\n`),
    ),
  ),
);
for (let done = 0; done < messages; done += texts) {
  const marks = { flags: 0, keywords: [], receivedAt: mail.clock.now(), receivedZone: 60 };
  const some = kept.slice(0, messages - done).map(each => ({ ...each, ...marks }));
  await append(mail.house, actor, where, some);
}

let seen = 0;
/** Twice: what a finalizer frees is only counted the next time. */
function measure(): Held {
  collect();
  collect();
  const { arrayBuffers, heapUsed, rss } = process.memoryUsage();
  return { messages: seen, buffers: arrayBuffers, heap: heapUsed, resident: rss };
}
const sink = new Writable({ write: (_piece, _encoding, done) => done() });
await writePackage(
  mail.house,
  {
    ...{ accountId: actor.accountId, address: actor.address, parts: [], scratch: join(folder, 'scratch') },
    onMessage() {
      seen += 1;
      if (seen % every === 0) console.log(JSON.stringify(measure()));
    },
  },
  sink,
);
console.log(JSON.stringify(measure()));
await mail.close();
await rm(folder, { recursive: true });
