import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse, type Person } from '../../../scenarios/outside/house.ts';
import { type Address, parseAddress } from '../../formats/address/address.ts';
import { decodeText } from '../../formats/message/decode.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { Refusal } from '../../model/refusal.ts';
import { freeAccount } from './hold-account.ts';
import { usualRules } from './rules.ts';
import { submit } from './submit.ts';

const sending = { ...usualRules, burstRecipients: 20, signInPlaces: 3 };
const support = 'support@ac.test';
const { house, person, messages, query, faults, close, clock } = await openTestHouse({ sending, support });
after(close);
const desk = await person(support);
const marie = await person('marie@ac.test');
const paul = await person('paul@ac.test');

async function send(from: Person, to: readonly string[]): Promise<string> {
  const { trace } = await submit(house, from, {
    sender: from.address,
    recipients: to.map(address => ({ address: parseAddress(address) as Address })),
    bytes: Buffer.from(`From: ${from.address}\r\nSubject: x\r\n\r\n.\r\n`),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
  return trace;
}
const outside = (count: number) => Array.from({ length: count }, (_, index) => `v${index}@out.test`);
const held = () =>
  query<{ held: string | null; count: number }>(
    `select held, count(*)::int from queue_recipient where address <> '${support}' group by held order by held nulls first`,
  );
const events = (who: Person) =>
  query<{ kind: string }>('select kind from account_event where account_id = $1 order by event_id', [who.accountId]);

test('a burst is held with what waited before; the person is told, once; colleagues’ mail waits too', async () => {
  await send(marie, outside(2));
  await send(marie, outside(30));
  assert.deepEqual(await held(), [
    { held: 'envoi inhabituel de ce compte / unusual sending of this account', count: 32 },
  ]);
  await send(marie, ['paul@ac.test']);
  assert.equal((await messages(paul)).length, 0);
  const told = await messages(marie);
  assert.equal(told.length, 1);
  assert.match(told[0]!, /Subject: =\?UTF-8\?Q\?Vos_envois/);
  assert.match(told[0]!, /support@ac\.test/);
  const notices = await query<{ blob: never }>(
    `select m.blob from queue_message m join queue_recipient r using (queue_id) where r.address = $1 and r.held is null`,
    [support],
  );
  assert.equal(notices.length, 1, 'support is told, once, and that mail waits for nobody');
  const bytes = await house.store.blobs.read(notices[0]!.blob);
  const words = decodeText(bytes, parseMessage(bytes).part, 10_000);
  assert.match(words, /compte marie@ac\.test sont retenus\. Motif : envoi inhabituel de ce compte\./);
  assert.match(words, /vaguemestre queue free marie@ac\.test/);
  await send(marie, [support]);
  assert.equal((await messages(desk)).length, 1, 'who is held may still write to the support');
  assert.deepEqual(await events(marie), [{ kind: 'sending-held' }]);
  const steps = await query<{ event: string }>("select event from journey where event = 'held'");
  assert.equal(steps.length, 2);
});

test('who may not act on the queue frees nobody; who may frees all, tells it, and is believed for a day', async () => {
  await assert.rejects(
    freeAccount(house, { ...marie, roles: [{ role: 'support', uai: '' }] }, marie.accountId),
    (error: unknown) => error instanceof Refusal && error.reason === 'not-permitted',
  );
  assert.equal(await freeAccount(house, 'console', marie.accountId), 33);
  assert.deepEqual(await held(), [{ held: null, count: 33 }]);
  assert.equal((await messages(marie)).length, 2);
  assert.deepEqual(await events(marie), [{ kind: 'sending-held' }, { kind: 'sending-freed' }]);
  assert.equal(await freeAccount(house, 'console', marie.accountId), 0);
  assert.equal((await messages(marie)).length, 2);
  clock.forward(3_600_000);
  await send(marie, outside(300));
  assert.deepEqual(await held(), [{ held: null, count: 333 }]);
  await query('with gone as (delete from queue_recipient) delete from queue_message');
});

test('an account that has written as much before is not held for it', async () => {
  const office = await person('office@ac.test');
  await query(`insert into sent_count values ($1, $2, 30, 30)`, [
    office.accountId,
    new Date(clock.now().getTime() - 5 * 86_400_000),
  ]);
  await send(office, outside(100));
  assert.deepEqual(await held(), [{ held: null, count: 100 }]);
  await query('with gone as (delete from queue_recipient) delete from queue_message');
});

test('sign-ins from many places hold what goes outside', async () => {
  for (const network of ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24']) {
    await query(
      `insert into account_event (account_id, at, kind, door, network, detail) values ($1, $2, 'signed-in', 'submission', $3, '{}')`,
      [paul.accountId, clock.now(), network],
    );
  }
  await send(paul, ['marie@ac.test']);
  assert.deepEqual(await held(), []);
  await send(paul, outside(1));
  assert.deepEqual(await held(), [
    { held: 'identifications de trop de lieux / sign-ins from too many places', count: 1 },
  ]);
});

test('each population has its measure', async () => {
  const small = { ...sending, recipientsPerHour: { ...sending.recipientsPerHour, post: 5 }, burstRecipients: 0 };
  const quiet = await person('quiet@ac.test');
  const many = submit({ ...house, sending: small }, quiet, {
    sender: quiet.address,
    recipients: outside(6).map(address => ({ address: parseAddress(address) as Address })),
    bytes: Buffer.from('From: quiet@ac.test\r\n\r\n.\r\n'),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
  await assert.rejects(many, (error: unknown) => error instanceof Refusal && error.reason === 'slow-down');
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
