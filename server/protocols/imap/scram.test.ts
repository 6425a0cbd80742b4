import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import { type ScramClient, scramClient } from '../wire/scram-client.ts';
import type { ImapClient, Result } from './client.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor({ signInFailures: 100 }, {}, { scram: true });
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

const encode = (text: string) => Buffer.from(text).toString('base64');
const decode = (text: string) => Buffer.from(text, 'base64').toString();
const whole = ({ status, text }: Result) => `${status} ${text}`;

/** Speaks it all; gives the answer, and what was told on the way. */
async function speak(client: ImapClient, mechanism: string, scram: ScramClient, spoil = (final: string) => final) {
  const challenge = client.continuation();
  const answer = client.command(`AUTHENTICATE ${mechanism} ${encode(scram.first)}`);
  const serverFirst = decode((await Promise.race([challenge, answer.then(() => '')])) as string);
  if (serverFirst === '') return { answer: await answer, serverFirst };
  const last = client.continuation();
  client.raw(`${encode(spoil(scram.final(serverFirst)))}\r\n`);
  const serverFinal = await Promise.race([last, answer.then(() => null)]);
  if (serverFinal !== null) {
    assert.equal(decode(serverFinal), scram.serverFinal());
    client.raw('\r\n');
  }
  return { answer: await answer, serverFirst };
}

/** Somebody whose password was known before SCRAM was switched on, and who has signed in once since. */
async function learnt(t: TestContext, name: string) {
  const actor = await door.account(name);
  await door.connect(t, actor);
  return actor;
}

test('who signed in once in the ordinary way then proves the password without sending it', async t => {
  const actor = await learnt(t, 'preuve');
  const client = await door.connect(t);
  assert.match(client.greeting, /AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-256-PLUS/);
  const { answer } = await speak(client, 'SCRAM-SHA-256', scramClient(actor.address, 'secret'));
  assert.match(whole(answer), /^OK \[CAPABILITY /);
  assert.equal((await client.command('SELECT INBOX')).status, 'OK');
});

test('the bound mechanism holds on its own connection and on no other', async t => {
  const actor = await learnt(t, 'liee');
  const client = await door.connect(t);
  const binding = client.channelBinding();
  const good = await speak(client, 'SCRAM-SHA-256-PLUS', scramClient(actor.address, 'secret', { binding }));
  assert.equal(good.answer.status, 'OK');
  const other = await door.connect(t);
  const moved = await speak(other, 'SCRAM-SHA-256-PLUS', scramClient(actor.address, 'secret', { binding }));
  assert.equal(moved.answer.status, 'BAD');
});

test('a client that could bind and was not told so has somebody in between: it is refused', async t => {
  const actor = await learnt(t, 'entre');
  const client = await door.connect(t);
  const { answer } = await speak(client, 'SCRAM-SHA-256', scramClient(actor.address, 'secret', { flag: 'y' }));
  assert.equal(answer.status, 'BAD');
});

test('wrong passwords, unknown names and those without keys are refused alike; salts are stable', async t => {
  const actor = await learnt(t, 'faux');
  const keyless = await door.account('sansclef');
  const salts = new Set<string>();
  const answers = new Set<string>();
  for (const address of [actor.address, keyless.address, 'personne@ac-amiens.test'])
    for (let time = 0; time < 2; time++) {
      const { answer, serverFirst } = await speak(
        await door.connect(t),
        'SCRAM-SHA-256',
        scramClient(address, 'pas le bon'),
      );
      answers.add(whole(answer));
      salts.add(`${address} ${/s=([^,]+)/.exec(serverFirst)?.[1]}`);
    }
  assert.equal(salts.size, 3);
  assert.deepEqual([...answers].length, 1);
  assert.match([...answers][0]!, /^NO \[AUTHENTICATIONFAILED\]/);
});

test('guessing by proofs is slowed as guessing by passwords is', async t => {
  const actor = await learnt(t, 'devine');
  door.clock.advance(86_400_000);
  let last = '';
  for (let guess = 0; guess < 30 && !last.includes('[LIMIT]') && !/patient/i.test(last); guess++) {
    const { answer } = await speak(await door.connect(t), 'SCRAM-SHA-256', scramClient(actor.address, `x${guess}`));
    last = whole(answer);
    assert.notEqual(answer.status, 'OK');
  }
  const { answer } = await speak(await door.connect(t), 'SCRAM-SHA-256', scramClient(actor.address, 'secret'));
  const plain = await (await door.connect(t)).command(`LOGIN ${actor.address} secret-autre`);
  assert.equal(whole(answer), whole(plain));
});

test('a proof, a nonce or a channel that was changed on the way proves nothing', async t => {
  const actor = await learnt(t, 'change');
  const spoilt: [(final: string) => string, RegExp][] = [
    [final => final.replace(/p=./, found => (found === 'p=A' ? 'p=B' : 'p=A')), /^NO/],
    [final => final.replace(/,r=/, ',r=x'), /^BAD/],
    [final => final.replace('c=biws', 'c=eSws'), /^BAD/],
    [() => '', /^BAD/],
  ];
  for (const [spoil, expected] of spoilt) {
    const client = await door.connect(t);
    const { answer } = await speak(client, 'SCRAM-SHA-256', scramClient(actor.address, 'secret'), spoil);
    assert.match(whole(answer), expected);
  }
});

test('where it is not switched on, nobody hears of it', async t => {
  const usual = await imapDoor();
  const client = await usual.connect(t);
  assert.doesNotMatch(client.greeting, /SCRAM/);
  assert.match(whole(await client.command('AUTHENTICATE SCRAM-SHA-256')), /^NO/);
  await usual.close();
});
