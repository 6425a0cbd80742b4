import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse, type Person } from '../../../scenarios/outside/house.ts';
import { parseAddress } from '../../formats/address/address.ts';
import { Refusal } from '../../model/refusal.ts';
import { accept, type Incoming } from './accept.ts';
import { findRecipient } from './recipient.ts';

const { house, person, messages, query, faults, close } = await openTestHouse();
after(close);
const marie = await person('marie@ac.test');
const paul = await person('paul@ac.test');

async function incoming(text: string, to: string[], more: Partial<Incoming> = {}): Promise<Incoming> {
  const recipients = to.map(async address => ({
    address: parseAddress(address)!,
    person: await findRecipient(house, address),
  }));
  return {
    answers: 'one',
    bringer: { name: 'mx.out.test (forged)', address: '192.0.2.1', protocol: 'ESMTPS', tls: undefined },
    sender: 'x@out.test',
    recipients: await Promise.all(recipients),
    wishes: {},
    bytes: Buffer.from(text.replaceAll('\n', '\r\n')),
    ...more,
  };
}

const count = async (who: Person) => (await messages(who)).length;

test('what came is what is read, after our lines; several recipients do not see each other', async () => {
  const text = 'Message-ID: <a@out.test>\nSubject: x\n\nbonjour\n';
  const { trace } = await accept(house, await incoming(text, ['marie@ac.test', 'paul@ac.test']));
  const [read] = (await messages(marie)) as [string];
  assert.ok(read.startsWith('Return-Path: <x@out.test>\r\nDelivered-To: marie@ac.test\r\nReceived: from mx.out.test'));
  assert.ok(read.endsWith(text.replaceAll('\n', '\r\n')));
  assert.doesNotMatch(read, /paul|\(forged\)/);
  const [{ blobs }] = (await query('select count(distinct blob)::int as blobs from email')) as [{ blobs: number }];
  assert.equal(blobs, 1);
  const journey = await query<{ event: string; message_id: string }>('select * from journey where trace = $1', [trace]);
  assert.deepEqual(
    journey.map(({ event, message_id }) => [event, message_id]),
    [['taken', '<a@out.test>']],
  );
});

test('an account with two addresses gets it once; a detail finds its owner', async () => {
  await query(`insert into address values ('p.martin@ac.test', $1, false, '2026-01-01')`, [paul.accountId]);
  const before = await count(paul);
  await accept(house, await incoming('Subject: y\n\n.\n', ['paul+listes@ac.test', 'p.martin@ac.test']));
  assert.equal(await count(paul), before + 1);
});

test('a message that goes in circles is refused, by hops or by the one it was delivered to', async () => {
  const hops = 'Received: from a by b; Tue, 24 Nov 2026 08:20:00 +0100\n'.repeat(51);
  const circles = (error: unknown) => error instanceof Refusal && error.reason === 'mail-loop';
  await assert.rejects(accept(house, await incoming(`${hops}\n.\n`, ['marie@ac.test'])), circles);
  const again = 'Delivered-To: Marie@ac.test\n\n.\n';
  await assert.rejects(accept(house, await incoming(again, ['marie@ac.test'])), circles);
  const before = await count(paul);
  const { outcomes } = await accept(
    house,
    await incoming(again, ['marie@ac.test', 'paul@ac.test'], { answers: 'each' }),
  );
  assert.deepEqual(
    outcomes.map(outcome => outcome?.reason ?? null),
    ['mail-loop', null],
  );
  assert.equal(await count(paul), before + 1);
});

test('a mailbox that fills up after RCPT: alone refused, beside others it waits in the queue', async () => {
  const small = await person('petit@ac.test', { allowedBytes: 600 });
  const large = `Subject: z\n\n${'x'.repeat(1000)}\n`;
  const full = (error: unknown) => error instanceof Refusal && error.reason === 'over-quota';
  await assert.rejects(accept(house, await incoming(large, ['petit@ac.test'])), full);
  await accept(house, await incoming(large, ['petit@ac.test', 'marie@ac.test']));
  assert.deepEqual(
    (await query<{ address: string }>('select address from queue_recipient')).map(({ address }) => address),
    ['petit@ac.test'],
  );
  assert.equal(await count(small), 0);
});

test('of many mails at once for an account nearly full, those that fit get in', async () => {
  const tight = await person('serre@ac.test', { allowedBytes: 3000 });
  const texts = [2000, 10, 2000, 10, 2000].map(size => `Subject: q\n\n${'x'.repeat(size)}\n`);
  const tries = texts.map(async text => accept(house, await incoming(text, ['serre@ac.test'])));
  const outcomes = await Promise.allSettled(tries);
  const [{ used_bytes }] = (await query('select used_bytes from mail_account where account_id = $1', [
    tight.accountId,
  ])) as [{ used_bytes: number }];
  assert.ok(used_bytes <= 3000);
  assert.equal(await count(tight), outcomes.filter(({ status }) => status === 'fulfilled').length);
  assert.ok((await count(tight)) >= 3, 'one large and the small ones');
});

test('a mail to everybody and a mail to one, at the same time: everybody has theirs', async () => {
  const crowd = await Promise.all(Array.from({ length: 30 }, (_, index) => person(`c${index}@ac.test`)));
  const everybody = crowd.map(({ address }) => address);
  const before = await count(marie);
  await Promise.all([
    accept(house, await incoming('Subject: all\n\n.\n', everybody)),
    accept(house, await incoming('Subject: one\n\n.\n', ['marie@ac.test'])),
  ]);
  for (const one of crowd) assert.equal(await count(one), 1);
  assert.equal(await count(marie), before + 1);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
