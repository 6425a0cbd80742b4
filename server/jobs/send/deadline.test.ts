/** Deadlines (rfc/2852) and what a sender that dies leaves behind, on a house and a world of their own. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { openTestHouse } from '../../../scenarios/outside/house.ts';
import { openWorld } from '../../../scenarios/outside/world.ts';
import { type Address, parseAddress } from '../../formats/address/address.ts';
import { decodeText } from '../../formats/message/decode.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { throwawayCertificate } from '../../protocols/wire/throwaway-certificate.ts';
import type { DeliverBy } from '../../services/delivery/envelope.ts';
import type { LastWord } from '../../services/queue/handed-over.ts';
import { submit } from '../../services/submission/submit.ts';
import { openHandedOver } from '../../store/handed-over.ts';
import { startSending, usualSending } from '../send.ts';

const { house, directory, person, messages, query, faults, close, clock } = await openTestHouse();
const patience = { greeting: 2000, command: 2000, data: 2000, block: 2000, end: 2000 };
const world = await openWorld(await throwawayCertificate('mx.test', new Date()), { patience });
const marie = await person('marie@ac.test');
const open = (node: string) =>
  openHandedOver<LastWord>({ directory: join(directory, 'sending'), node, log: house.log });
const handedOver = await open('here');
const sending = { house, outside: world.outside, keys: [], ...usualSending, lookEvery: 60_000 };
const sender = await startSending({ ...sending, handedOver, node: 'here' });
/** Once: the last test has the queue for itself. */
let closing: Promise<void> | null = null;
const closeSender = (): Promise<void> => {
  closing ??= sender.close();
  return closing;
};
after(async () => {
  await closeSender();
  await handedOver.close();
  await world.close();
  await close();
});
const knowing = await world.add('knows.test', { extensions: ['PIPELINING', 'DSN', 'DELIVERBY 30'] });
const ignorant = await world.add('ignores.test', { extensions: ['PIPELINING', 'DSN'] });
const deferring = await world.add('defers.test', { says: { rcpt: '451 4.2.1 later' }, extensions: ['DELIVERBY'] });
beforeEach(() => query(`delete from placement where account_id = $1`, [marie.accountId]));

const bytes = Buffer.from('From: marie@ac.test\r\nSubject: x\r\n\r\n.\r\n');
async function send(address: string, by: DeliverBy, notify?: 'SUCCESS'[] | []): Promise<string> {
  const { trace } = await submit(house, marie, {
    sender: marie.address,
    recipients: [{ address: parseAddress(address) as Address, ...(notify === undefined ? {} : { notify }) }],
    bytes,
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: { by },
  });
  await settled();
  return trace;
}

async function settled(): Promise<void> {
  for (;;) {
    sender.wake();
    await sender.idle();
    const due = await query('select 1 from queue_recipient where due_at <= $1 and held is null', [clock.now()]);
    if (due.length === 0) return;
  }
}

/** The fields for machines and the words for people of all notices marie has. */
async function told(): Promise<string> {
  const texts = (await messages(marie)).map(text => {
    const raw = Buffer.from(text);
    const [words, status] = parseMessage(raw).part.children!;
    return `${decodeText(raw, words!, 100_000)}${raw.toString('latin1', status!.body, status!.end)}`;
  });
  return texts.join('\n');
}

test('what is left of the time is handed on to who knows of deadlines', async () => {
  await send('a@knows.test', { seconds: 600, mode: 'return', trace: false });
  await send('b@knows.test', { seconds: 600, mode: 'notify', trace: true });
  assert.deepEqual(
    knowing.taken.map(({ mailLine }) => /BY=\S+/.exec(mailLine)?.[0]),
    ['BY=600;R', 'BY=600;NT'],
  );
  assert.match(
    await told(),
    /Final-Recipient: rfc822; b@knows\.test\r\nAction: relayed/,
    'each relay is told of where asked',
  );
});

test('a message that is to go back when late is given to nobody who might keep it, or needs more time', async () => {
  await send('a@ignores.test', { seconds: 600, mode: 'return', trace: false });
  assert.equal(ignorant.taken.length, 0);
  assert.match(await told(), /Action: failed\r\nStatus: 5\.3\.3/);
  const before = knowing.taken.length;
  await send('c@knows.test', { seconds: 20, mode: 'return', trace: false });
  assert.equal(knowing.taken.length, before);
  assert.match(await told(), /c@knows\.test\r\nAction: failed\r\nStatus: 5\.4\.7/);
});

test('a message that may be late goes to who knows nothing of it, and the sender is told, or wants none of that', async () => {
  await send('a@ignores.test', { seconds: 600, mode: 'notify', trace: false });
  assert.equal(ignorant.taken.length, 1);
  assert.match(await told(), /Final-Recipient: rfc822; a@ignores\.test\r\nAction: relayed/);
  await query('delete from placement');
  await send('b@ignores.test', { seconds: 600, mode: 'notify', trace: true }, []);
  assert.equal(ignorant.taken.length, 2);
  assert.equal(await told(), '');
});

test('late: one kind fails at its time and not before a last try, of the other the sender is told and it goes on', async () => {
  await send('r@defers.test', { seconds: 600, mode: 'return', trace: false });
  await send('n@defers.test', { seconds: 600, mode: 'notify', trace: false });
  const dues = async () =>
    (await query<{ due_at: Date }>('select due_at from queue_recipient order by due_at')).map(({ due_at }) => due_at);
  const until = clock.now().getTime() + 600_000;
  const tries: number[] = [];
  while ((await dues()).length === 2) {
    const [next] = await dues();
    clock.forward(next!.getTime() - clock.now().getTime());
    tries.push(clock.now().getTime() - until);
    await settled();
  }
  assert.ok(tries.includes(-30_000), 'a last try just before the time is over');
  assert.match(await told(), /r@defers\.test\r\nAction: failed\r\nStatus: 5\.4\.7/);
  assert.doesNotMatch(await told(), /n@defers\.test/);
  while (clock.now().getTime() < until) {
    const [next] = await dues();
    clock.forward(next!.getTime() - clock.now().getTime());
    await settled();
  }
  assert.match(await told(), /n@defers\.test\r\nAction: delayed/);
  deferring.behaviour = {};
  clock.forward(3_600_000);
  await settled();
  assert.deepEqual(
    deferring.taken.map(({ recipients }) => recipients),
    [['n@defers.test']],
  );
});

test('what a node had read and not committed is settled at its next start, and sent to nobody again', async () => {
  await closeSender();
  const life = await open('dies');
  const never = new Promise<never>(() => {});
  // A node that dies between the last word and the commit: its settling never ends.
  const away = { ...house.store.database, transaction: () => never };
  const dying = { ...house, store: { ...house.store, database: { ...house.store.database } } };
  const dead = await startSending({ ...sending, house: dying, handedOver: life, node: 'dies' });
  const mx = await world.add('reads.test');
  const taken = Promise.withResolvers<void>();
  const note = life.note;
  Object.assign(life, {
    note: (word: LastWord) => {
      dying.store.database.transaction = away.transaction;
      const noted = note(word);
      taken.resolve();
      return noted;
    },
  });
  await query(`update queue_recipient set held = 'x'`);
  await submit(house, marie, {
    sender: marie.address,
    recipients: [{ address: parseAddress('d@reads.test') as Address, notify: ['SUCCESS'] }],
    bytes,
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  });
  void dead.wake();
  await taken.promise;
  const [row] = await query<{ claim: string }>(`select claim from queue_recipient where domain = 'reads.test'`);
  assert.match(row!.claim, /^dies\//);
  const next = await open('dies');
  assert.equal(next.left.length, 1);
  const second = await startSending({ ...sending, handedOver: next, node: 'dies' });
  await second.idle();
  assert.equal(mx.taken.length, 1);
  assert.deepEqual(await query(`select 1 from queue_recipient where domain = 'reads.test'`), []);
  await second.close();
  await next.close();
  const last = await open('dies');
  assert.deepEqual(last.left, []);
  await Promise.all([last.close(), life.close()]);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));
