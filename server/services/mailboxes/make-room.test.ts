import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MailHouse, mailHouse } from '../../../dev/testing/mail-house.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { mail } from '../../formats/sieve/trial.ts';
import { flagBits } from '../../model/email.ts';
import { readEmails } from '../../store/emails.ts';
import { listPlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import { append, keepMessage } from './append.ts';
import { archiveYear } from './archive-year.ts';
import { copy } from './copy.ts';
import { create } from './create.ts';
import { readDeleted } from './deleted.ts';
import { find } from './find.ts';
import type { MailboxRef } from './permission.ts';
import { quotaOf } from './quota.ts';
import { readOctets } from './read.ts';
import { removeAttachments, withoutAttachments } from './remove-attachments.ts';

let tests: MailHouse;
before(async () => {
  tests = await mailHouse();
});
after(async () => {
  assert.deepEqual(tests.faults, []);
  await tests.close();
});

let people = 0;
async function arrive(allowedBytes = 1e9): Promise<{ actor: Actor; inbox: MailboxRef }> {
  const actor = await tests.account(`menage.${++people}`, { allowedBytes });
  return { actor, inbox: (await find(tests.house, actor, 'INBOX')).ref };
}

async function put(actor: Actor, ref: MailboxRef, bytes: Buffer, receivedAt = tests.clock.now(), flags = 0) {
  const kept = await keepMessage(tests.house, bytes);
  return await append(tests.house, actor, ref, [
    { ...kept, flags, keywords: ['projet'], receivedAt, receivedZone: 60 },
  ]);
}

const file = 'JVBERi0x'.repeat(9).concat('\r\n').repeat(60).trimEnd();
const withFile = mail(
  'From: lea@example.org',
  'Message-ID: <a@example.org>',
  'Subject: Bulletin',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Voici le bulletin.',
  '--b',
  'Content-Type: application/pdf; name="bulletin.pdf"',
  'Content-Disposition: attachment; filename="bulletin.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  file,
  '--b--',
);

test('R37 attachments go, the mail stays: a note in their place, the structure right, marks, date, mailboxes and thread kept', async () => {
  // No more room than the message takes: making room must be possible all the same.
  const { actor, inbox } = await arrive(withFile.length);
  const { database } = tests.house.store;
  const received = new Date('2024-05-06T07:08:09Z');
  const { uids } = await put(actor, inbox, withFile, received, flagBits.flagged | flagBits.seen);
  const { ref: other } = await create(tests.house, actor, 'Projets');
  await copy(tests.house, actor, inbox, uids, other);
  const [before] = await listPlacements(database, actor.accountId, inbox.mailboxId);
  const [old] = (await readEmails(database, actor.accountId, [before!.emailId], ['thread', 'dates'])).values();
  const [changed] = await removeAttachments(tests.house, actor, [before!.emailId]);
  assert.ok(changed!.freed > 4000);
  for (const { mailboxId } of [inbox, other]) {
    const [placed, ...more] = await listPlacements(database, actor.accountId, mailboxId);
    assert.deepEqual(more, []);
    assert.equal(placed!.emailId, changed!.after);
    assert.deepEqual([placed!.flags, placed!.keywords], [flagBits.flagged | flagBits.seen, ['projet']]);
  }
  const aspects = ['thread', 'dates', 'body', 'structure'] as const;
  const light = (await readEmails(database, actor.accountId, [changed!.after], aspects)).get(changed!.after)!;
  assert.equal(light.threadId, old!.threadId);
  assert.deepEqual(light.receivedAt, received);
  assert.equal(light.hasAttachment, false);
  const bytes = await readOctets(tests.house, light);
  const { part } = parseMessage(bytes);
  assert.deepEqual(
    part.children!.map(({ type, subtype }) => `${type}/${subtype}`),
    ['text/plain', 'text/plain'],
  );
  assert.match(bytes.toString(), /bulletin\.pdf/);
  assert.ok(bytes.toString().endsWith('--b--\r\n'));
  assert.equal((await quotaOf(tests.house, actor, actor.address)).usedBytes, light.bytes);
  assert.deepEqual(
    (await readDeleted(tests.house, actor)).map(one => one.emailId),
    [before!.emailId],
  );
  assert.deepEqual(await removeAttachments(tests.house, actor, [changed!.after]), []);
});

test('what is signed, encrypted or nothing but a file is left as it is', () => {
  const at = tests.clock.now();
  const as = (type: string) => Buffer.from(withFile.toString().replace('multipart/mixed', type));
  assert.equal(withoutAttachments(as('multipart/signed; protocol="x"'), at), null);
  assert.equal(withoutAttachments(as('multipart/encrypted; protocol="x"'), at), null);
  const alone = mail('Content-Type: application/pdf', 'Content-Disposition: attachment', '', file);
  assert.equal(withoutAttachments(alone, at), null);
  assert.equal(withoutAttachments(mail('Subject: x', '', 'texte'), at), null);
});

test('nobody lightens another’s mail', async () => {
  const { actor, inbox } = await arrive();
  const other = await arrive();
  await put(actor, inbox, withFile);
  const [placed] = await listPlacements(tests.house.store.database, actor.accountId, inbox.mailboxId);
  assert.deepEqual(await removeAttachments(tests.house, other.actor, [placed!.emailId]), []);
});

test('R37 a year goes into the archives, as Paris counts it, from every mailbox but bin, junk and drafts', async () => {
  const { actor, inbox } = await arrive();
  const text = (n: number) => mail(`Subject: ${n}`, '', 'x');
  await put(actor, inbox, text(1), new Date('2023-12-31T22:59:59Z'));
  await put(actor, inbox, text(2), new Date('2023-12-31T23:00:00Z'));
  const { ref } = await create(tests.house, actor, 'Projets');
  await put(actor, ref, text(3), new Date('2023-06-01T00:00:00Z'));
  const bin = await find(tests.house, actor, 'Corbeille');
  await put(actor, bin.ref, text(4), new Date('2023-06-01T00:00:00Z'));
  assert.equal(await archiveYear(tests.house, actor, 2023), 2);
  assert.equal(await archiveYear(tests.house, actor, 2023), 0);
  assert.equal((await find(tests.house, actor, 'Archives/2023')).mailbox.total, 2);
  assert.equal((await find(tests.house, actor, 'INBOX')).mailbox.total, 1);
  assert.equal(await archiveYear(tests.house, actor, 1999), 0);
  await assert.rejects(find(tests.house, actor, 'Archives/1999'));
});
