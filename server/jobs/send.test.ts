import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { openTestHouse } from '../../scenarios/outside/house.ts';
import { openWorld } from '../../scenarios/outside/world.ts';
import { type Address, parseAddress } from '../formats/address/address.ts';
import { decodeText } from '../formats/message/decode.ts';
import { parseMessage } from '../formats/message/parse.ts';
import { throwawayCertificate } from '../protocols/wire/throwaway-certificate.ts';
import { createSigningKey, signingRecords } from '../services/queue/sign.ts';
import { type Submission, submit } from '../services/submission/submit.ts';
import { startSending, usualSending } from './send.ts';

const { house, person, messages, query, faults, close, clock } = await openTestHouse();
// Longer than the busiest machine makes a good server wait.
const patience = { greeting: 2000, command: 2000, data: 2000, block: 2000, end: 2000 };
const world = await openWorld(await throwawayCertificate('mx.test', new Date()), { patience });
const marie = await person('marie@ac.test');
const paul = await person('paul@ac.test');
const keys = [createSigningKey('ac.test', 'r1', 'rsa'), createSigningKey('ac.test', 'e1', 'ed25519')];
const sending = { house, outside: world.outside, keys, ...usualSending, lookEvery: 60_000, node: 'n1' };
const sender = await startSending(sending);
after(async () => {
  await sender.close();
  await world.close();
  await close();
});

async function send(to: string[], more: Partial<Submission> = {}, wishes: object = {}): Promise<string> {
  const { trace } = await submit(house, marie, {
    sender: marie.address,
    recipients: to.map(address => ({ address: parseAddress(address) as Address, ...wishes })),
    bytes: Buffer.from('From: marie@ac.test\r\nTo: x@out.test\r\nSubject: R=?utf-8?Q?=C3=A9?=union\r\n\r\nbonjour\r\n'),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
    ...more,
  });
  await settled();
  return trace;
}

/** Until nothing is due any more. */
async function settled(): Promise<void> {
  for (;;) {
    sender.wake();
    await sender.idle();
    const due = await query('select 1 from queue_recipient where due_at <= $1 and held is null', [clock.now()]);
    if (due.length === 0) return;
  }
}

async function steps(trace: string): Promise<string[]> {
  const rows = await query<{ event: string }>('select event from journey where trace = $1 order by at', [trace]);
  return rows.map(({ event }) => event);
}

test('mail to outside and inside at once reaches both; the queue is empty after', async () => {
  const mx = await world.add('out.test');
  const trace = await send(['x@out.test', 'paul@ac.test']);
  assert.equal(mx.taken[0]?.recipients[0], 'x@out.test');
  assert.equal((await messages(paul)).length, 1);
  assert.deepEqual(await query('select 1 from queue_message'), []);
  assert.deepEqual((await steps(trace)).sort(), ['queued', 'sent', 'sent', 'taken']);
});

test('what leaves carries two signatures that an independent eye verifies', async () => {
  const mx = await world.add('signed.test');
  await send(['x@signed.test']);
  const zone = new Map(signingRecords(keys).map(({ name, value }) => [name, value]));
  const verified = await dkimVerify(Buffer.from(mx.taken[0]!.text, 'latin1'), {
    resolver: async name => [[zone.get(name) ?? '']],
    curTime: clock.now(),
  });
  assert.deepEqual(
    verified.results.map(({ status, algo }) => [algo, status.result]).sort(),
    [
      ['ed25519-sha256', 'pass'],
      ['rsa-sha256', 'pass'],
    ].sort(),
  );
});

test('a refusal comes back as a notice in plain French, to the sender alone', async () => {
  const trace = await send(['refuse@out.test']);
  const last = (await messages(marie)).at(-1)!;
  assert.match(last, /^Return-Path: <>\r\n/);
  const bytes = Buffer.from(last);
  const { part } = parseMessage(bytes);
  assert.equal(part.subtype, 'report');
  const text = decodeText(bytes, part.children![0]!, 10_000);
  assert.match(text, /« Réunion »/);
  assert.match(text, /cette adresse n’existe pas chez le destinataire/);
  assert.match(text, /550 5\.1\.1 no such user/);
  assert.deepEqual((await steps(trace)).sort(), ['failed', 'noticed', 'queued', 'taken']);
  assert.deepEqual(await query('select 1 from queue_message'), []);
});

test('of a message that wanted TLS all the way, a notice gives back the header alone, and wants the same', async () => {
  await world.add('clear.test', { tls: 'none' });
  await send(['x@clear.test'], { wishes: { requireTls: true, ret: 'FULL' } });
  const last = (await messages(marie)).at(-1)!;
  assert.match(last, /Status: 5\.7\.10/);
  assert.match(last, /Content-Type: text\/rfc822-headers/);
  assert.doesNotMatch(last, /bonjour/);
});

test('what is put off is tried again, told of after four hours, given up after five days', async () => {
  const before = (await messages(marie)).length;
  const trace = await send(['remet-plus-tard@out.test']);
  clock.forward(3 * 3_600_000);
  await settled();
  assert.equal((await messages(marie)).length, before, 'not told yet');
  clock.forward(2 * 3_600_000);
  await settled();
  const [delayed] = (await messages(marie)).slice(before) as [string];
  assert.match(delayed, /\r\nAction: delayed\r\n/);
  clock.forward(86_400_000);
  await settled();
  assert.equal((await messages(marie)).length, before + 1, 'told once');
  clock.forward(4 * 86_400_000);
  await settled();
  const [, failed] = (await messages(marie)).slice(before) as [string, string];
  assert.match(failed, /\r\nAction: failed\r\nStatus: 5\.4\.7\r\n/);
  assert.equal((await steps(trace)).filter(event => event === 'put-off').length, 4);
});

test('a wish not to be told is kept, and a wish to be told of success', async () => {
  const before = (await messages(marie)).length;
  await send(['refuse@out.test'], {}, { notify: [] });
  assert.equal((await messages(marie)).length, before);
  // The server of out.test knows DSN and tells itself; one that does not leaves the telling to us. rfc/3461#5.2.2
  await world.add('nodsn.test', { extensions: [] });
  await send(['x@nodsn.test'], {}, { notify: ['SUCCESS'], orcpt: 'rfc822;first@nodsn.test' });
  const last = (await messages(marie)).at(-1)!;
  assert.match(last, /\r\nOriginal-Recipient: rfc822;first@nodsn\.test\r\n/);
  assert.match(last, /\r\nAction: relayed\r\n/);
});

test('a notice that cannot be delivered ends there', async () => {
  await query('delete from notice_count');
  await submit(house, marie, {
    sender: null,
    recipients: [{ address: parseAddress('refuse@out.test') as Address }],
    bytes: Buffer.from('From: marie@ac.test\r\n\r\n.\r\n'),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
  const before = (await messages(marie)).length;
  await settled();
  assert.equal((await messages(marie)).length, before);
  assert.deepEqual(await query('select 1 from queue_message'), []);
});

test('greylisting costs one more try', async () => {
  const mx = await world.add('grey.test', { greylists: true });
  await send(['x@grey.test']);
  assert.equal(mx.taken.length, 0);
  clock.forward(3 * 60_000);
  await settled();
  assert.equal(mx.taken.length, 1);
});

test('what a dead node held is given back when it starts again', async () => {
  const mx = await world.add('dead.test', { stallsAt: 'greeting' });
  await send(['x@dead.test']);
  await query(`update queue_recipient set claim = 'n2/1', due_at = $1`, [new Date(clock.now().getTime() + 3_600_000)]);
  mx.behaviour = {};
  const second = await startSending({ ...sending, node: 'n2' });
  while (mx.taken.length === 0) {
    second.wake();
    await second.idle();
    await new Promise(resolve => setImmediate(resolve));
  }
  await second.close();
  assert.deepEqual(await query('select 1 from queue_recipient'), []);
});

test('two nodes over one queue send each message once', async () => {
  const mx = await world.add('twice.test');
  const second = await startSending({ ...sending, node: 'n3' });
  const many = Array.from({ length: 40 }, async (_, index) =>
    submit(house, marie, {
      sender: marie.address,
      recipients: [{ address: parseAddress(`v${index}@twice.test`) as Address }],
      bytes: Buffer.from('From: marie@ac.test\r\n\r\n.\r\n'),
      protocol: 'ESMTPSA',
      tls: undefined,
      wishes: {},
    }),
  );
  await Promise.all(many);
  second.wake();
  await settled();
  await second.idle();
  await settled();
  const recipients = mx.taken.flatMap(message => message.recipients).sort();
  assert.equal(recipients.length, 40);
  assert.equal(new Set(recipients).size, 40);
  await second.close();
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
