import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse } from '../../../scenarios/outside/house.ts';
import { type Address, parseAddress } from '../../formats/address/address.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../actor.ts';
import { submit } from '../submission/submit.ts';
import { claim } from './claim.ts';
import { dropMessages } from './drop.ts';
import { holdMessages, releaseMessages } from './hold.ts';
import { describeQueue, listQueue } from './list.ts';
import { retryNow } from './retry.ts';
import { createSettle } from './settle.ts';
import { traceMessage } from './trace.ts';

const { house, person, query, faults, close, clock } = await openTestHouse();
after(close);
const marie = await person('marie@ac.test');
const chief: Actor = { ...marie, roles: [{ role: 'administrator', uai: '' }] };

async function send(id: string, to: string[]): Promise<string> {
  const { trace } = await submit(house, marie, {
    sender: marie.address,
    recipients: to.map(address => ({ address: parseAddress(address) as Address })),
    bytes: Buffer.from(`From: marie@ac.test\r\nMessage-ID: <${id}>\r\n\r\n.\r\n`),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
  return trace;
}

const due = () => claim(house, { node: 'n', busy: [], atMost: 100 });
const clear = () => query('delete from queue_recipient');

test('what is held does not go, what is released goes at once', async () => {
  const trace = await send('h@ac.test', ['a@one.test', 'b@two.test']);
  assert.equal(await holdMessages(house, chief, { domain: 'one.test' }, 'essai'), 1);
  assert.deepEqual(
    (await due()).map(({ address }) => address),
    ['b@two.test'],
  );
  const [held] = await listQueue(house, chief, { held: true });
  assert.deepEqual([held?.trace, held?.address, held?.held], [trace, 'a@one.test', 'essai']);
  assert.equal(await releaseMessages(house, chief, { trace }), 1);
  assert.deepEqual(
    (await due()).map(({ address }) => address),
    ['a@one.test'],
  );
  await clear();
});

test('what was put off can be tried now; the queue says why it waits', async () => {
  const trace = await send('r@ac.test', ['a@one.test']);
  const outcome = { kind: 'put-off', status: '4.2.0', said: '450 later', host: 'mx.one.test' } as const;
  await createSettle(house)(await due(), [{ ...outcome, relaysNotices: false, tls: null, unsure: false }]);
  assert.deepEqual(await due(), []);
  const [waiting] = await listQueue(house, chief, { trace });
  assert.deepEqual([waiting?.attempts, waiting?.lastReply], [1, '450 later']);
  const [one] = await describeQueue(house, chief);
  assert.deepEqual([one?.domain, one?.waiting, one?.due], ['one.test', 1, 0]);
  assert.equal(await retryNow(house, chief, { domain: 'one.test' }), 1);
  assert.equal((await due()).length, 1);
  await clear();
});

test('what is under way can be neither held nor dropped; what is dropped is gone, and the journal says by whom', async () => {
  const trace = await send('d@ac.test', ['a@one.test']);
  await due();
  assert.equal(await holdMessages(house, chief, {}, 'x'), 0);
  assert.equal(await dropMessages(house, chief, {}, 'x'), 0);
  await query('update queue_recipient set claim = null');
  assert.equal(await dropMessages(house, chief, { trace }, 'pourriel'), 1);
  assert.deepEqual(await query('select 1 from queue_message where trace = $1', [trace]), []);
  const { steps } = await traceMessage(house, chief, '<d@ac.test>');
  assert.deepEqual(
    steps.map(({ event }) => event).filter(event => event !== 'queued'),
    ['taken', 'dropped'],
  );
  assert.deepEqual(steps.at(-1)?.detail, { to: 'a@one.test', by: marie.accountId, why: 'pourriel' });
});

test('two claims at the same time share nothing, and a lease that ran out is given again', async () => {
  await send('c@ac.test', ['a@one.test', 'b@one.test', 'c@one.test', 'd@one.test']);
  const [first, second] = await Promise.all([
    claim(house, { node: 'x', busy: [], atMost: 2 }),
    claim(house, { node: 'y', busy: [], atMost: 4 }),
  ]);
  const all = [...first, ...second].map(({ address }) => address);
  assert.equal(new Set(all).size, all.length);
  clock.forward(41 * 60_000);
  assert.equal((await due()).length, 4);
  await clear();
});

test('who has no role over the whole house sees nothing', async () => {
  const refused = (error: unknown) => error instanceof Refusal && error.reason === 'not-permitted';
  await assert.rejects(listQueue(house, marie, {}), refused);
  await assert.rejects(traceMessage(house, { ...marie, roles: [{ role: 'support', uai: '0800001A' }] }, 'x'), refused);
  await assert.rejects(dropMessages(house, { ...marie, roles: [{ role: 'support', uai: '' }] }, {}, 'x'), refused);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
