/** Whatever the size of a mailbox, a package holds little of it in memory, and waits for whoever takes it. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { mailHouse } from '../../dev/testing/mail-house.ts';
import { writePackage } from '../../server/services/departure/write-package.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { list } from '../../server/services/mailboxes/list.ts';
import { makeBigPackage } from './big-package.ts';

const messages = 30;
const messageBytes = 300_000;

test('R28 what was read and not yet written never passes some messages, however slow the taker', async context => {
  const mail = await mailHouse();
  const folder = await mkdtemp(join(tmpdir(), 'package-'));
  context.after(async () => {
    await mail.close();
    await rm(folder, { recursive: true });
  });
  const actor = await mail.account('marie.martin');
  const inbox = (await list(mail.house, actor)).mailboxes.find(each => each.role === 'inbox')!;
  for (let rank = 0; rank < messages; rank += 1) {
    // Nothing in it can be made smaller: what is read and what is written are the same number of octets.
    const bytes = Buffer.concat([Buffer.from(`Subject: ${rank}\r\n\r\n`), randomBytes(messageBytes)]);
    const marks = { flags: 0, keywords: [], receivedAt: mail.clock.now(), receivedZone: 60 };
    const kept = await keepMessage(mail.house, bytes);
    await append(mail.house, actor, { accountId: actor.accountId, mailboxId: inbox.id }, [{ ...kept, ...marks }]);
  }
  let read = 0;
  let written = 0;
  let most = 0;
  const { blobs } = mail.house.store;
  const counted = {
    ...mail.house.store,
    blobs: {
      ...blobs,
      async read(...asked: Parameters<typeof blobs.read>) {
        const bytes = await blobs.read(...asked);
        read += bytes.length;
        most = Math.max(most, read - written);
        return bytes;
      },
    },
  };
  const slow = new Writable({
    highWaterMark: 16_384,
    write(piece: Buffer, _, done) {
      written += piece.length;
      setImmediate(done);
    },
  });
  const request = { accountId: actor.accountId, address: actor.address, parts: [], scratch: join(folder, 'scratch') };
  const manifest = await writePackage({ ...mail.house, store: counted }, request, slow);
  assert.equal(manifest.messages, messages);
  assert.ok(read >= messages * messageBytes * 2, 'each message is written twice');
  assert.ok(most < 5 * messageBytes, `${most} octets were held of ${read}`);
});

test('R28 a package made of a mailbox is what its checksum says', async () => {
  const { messages: packed, zip, mailbox } = await makeBigPackage({ messages: 48, messageBytes: 100_000 }, () => {});
  assert.equal(packed, 48);
  assert.ok(zip > 0 && mailbox > 48 * 80_000);
});
