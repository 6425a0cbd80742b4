import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse } from '../../../scenarios/outside/house.ts';
import { type Address, parseAddress } from '../../formats/address/address.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Submission, submit } from './submit.ts';

const { house, person, messages, query, faults, close, clock } = await openTestHouse();
after(close);
const marie = await person('marie@ac.test');
const paul = await person('paul@ac.test');
await query(`insert into address values ('m.durand@ac.test', $1, false, '2026-01-01')`, [marie.accountId]);

function submission(text: string, to: string[], more: Partial<Submission> = {}): Submission {
  return {
    sender: marie.address,
    recipients: to.map(address => ({ address: parseAddress(address) as Address })),
    bytes: Buffer.from(text.replaceAll('\n', '\r\n')),
    protocol: 'ESMTPSA',
    tls: { protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' },
    wishes: {},
    ...more,
  };
}

const because = (reason: string) => (error: unknown) => error instanceof Refusal && error.reason === reason;

test('a colleague has it at once, completed, without Bcc nor the sender’s address', async () => {
  const text =
    'From: Marie <marie@ac.test>\nTo: paul@ac.test\nBcc: secret@ac.test,\n other@ac.test\nSubject: x\n\nbonjour\n';
  await submit(house, marie, submission(text, ['paul@ac.test']));
  const [read] = (await messages(paul)) as [string];
  assert.match(read, /^Return-Path: <marie@ac\.test>\r\nDelivered-To: paul@ac\.test\r\nReceived: by mail\.ac\.test/);
  assert.match(read, /\r\nDate: Tue, 24 Nov 2026 10:00:00 \+0100\r\n/);
  assert.match(read, /\r\nMessage-ID: <[a-z0-9.]+@ac\.test>\r\n/);
  assert.doesNotMatch(read, /secret|other|Bcc/i);
  assert.ok(read.endsWith('Subject: x\r\n\r\nbonjour\r\n'));
  assert.deepEqual(await query('select * from queue_message'), []);
});

test('a message for outside waits in the queue, with colleagues beside, and its journey is written', async () => {
  const { trace } = await submit(
    house,
    marie,
    submission('From: m.durand@ac.test\nMessage-ID: <1@x>\nSubject: y\n\n.\n', ['paul@ac.test', 'x@out.test'], {
      wishes: { envid: 'e', holdFor: 60 },
    }),
  );
  const [row] = await query<Record<string, unknown>>('select * from queue_message');
  assert.equal(row?.trace, trace);
  assert.deepEqual(row?.options, { envid: 'e' });
  const recipients = await query<{ address: string; due_at: Date }>('select * from queue_recipient order by position');
  assert.deepEqual(
    recipients.map(({ address }) => address),
    ['paul@ac.test', 'x@out.test'],
  );
  assert.equal(recipients[0]?.due_at.getTime(), clock.now().getTime() + 60_000);
  const steps = await query<{ event: string }>('select event from journey where trace = $1 order by at, event desc', [
    trace,
  ]);
  assert.deepEqual(
    steps.map(({ event }) => event),
    ['taken', 'queued'],
  );
});

test('nobody writes in another’s name, neither on the envelope nor in the message', async () => {
  const text = 'From: paul@ac.test\n\n.\n';
  await assert.rejects(submit(house, marie, submission(text, ['paul@ac.test'])), because('sender-not-yours'));
  const own = submission('From: marie@ac.test\n\n.\n', ['paul@ac.test'], { sender: 'paul@ac.test' });
  await assert.rejects(submit(house, marie, own), because('sender-not-yours'));
  const sneaky = submission('From: marie@ac.test\nSender: paul@ac.test\n\n.\n', ['paul@ac.test']);
  await assert.rejects(submit(house, marie, sneaky), because('sender-not-yours'));
  await assert.rejects(submit(house, marie, submission('Subject: x\n\n.\n', ['paul@ac.test'])), because('bad-message'));
});

test('a stolen account is stopped by the hour’s measure, and may send again in the next', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => `v${index}@out.test`);
  const text = 'From: paul@ac.test\n\n.\n';
  const spam = submission(text, many, { sender: paul.address });
  for (let time = 0; time < 3; time += 1) await submit(house, paul, spam);
  await assert.rejects(submit(house, paul, spam), because('slow-down'));
  clock.forward(3_600_000);
  await submit(house, paul, spam);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));

test('whom one writes to is collected with the name the message gave, colleagues apart', async () => {
  const text =
    'From: marie@ac.test\nTo: =?utf-8?Q?Mme_Ren=C3=A9e?= <renee@out.test>, paul@ac.test\nBcc: cache@out.test\nSubject: z\n\n.\n';
  await submit(house, marie, submission(text, ['renee@out.test', 'paul@ac.test', 'cache@out.test']));
  const cards = await query<{ full_name: string; emails: string[] }>(
    `select full_name, emails from contact_card where account_id = $1 and 'renee@out.test' = any(emails)`,
    [marie.accountId],
  );
  assert.deepEqual(cards, [{ full_name: 'Mme Renée', emails: ['renee@out.test'] }]);
  const written = await query<{ address: string }>(
    `select address from correspondent where account_id = $1 and address in ('paul@ac.test', 'cache@out.test')`,
    [marie.accountId],
  );
  assert.deepEqual(written, [{ address: 'paul@ac.test' }]);
});
