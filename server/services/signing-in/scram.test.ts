import assert from 'node:assert/strict';
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import {
  activatePerson,
  handClock,
  importRows,
  openedAccount,
  type PeopleHouse,
  type PeopleStore,
  peopleHouse,
  peopleStore,
} from '../../../dev/testing/people.ts';
import { codeAt, stepAt } from '../../formats/one-time-code/totp.ts';
import type { AccountId } from '../../model/account.ts';
import { type Reason, Refusal } from '../../model/refusal.ts';
import { readScramKeys } from '../../store/scram-keys.ts';
import { changePassword } from '../accounts/change-password.ts';
import type { Actor } from '../actor.ts';
import { createScram, type Scram } from './scram.ts';
import { beginSecondFactor, confirmSecondFactor } from './second-factor.ts';
import { createSignIn } from './sign-in.ts';

let kept: PeopleStore;
let house: PeopleHouse & { readonly scram: Scram };
let account: AccountId;
let actor: Actor;
const clock = handClock('2026-09-10T08:00:00Z');
const password = 'Cerise-Violon-82!';
const next = 'Granit_Papaye_38';
const remote = '192.0.2.1';
const user = 'marie.martin@ac-amiens.test';
const numen = '80E0412345ABC';

before(async () => {
  kept = await peopleStore(clock);
});
after(() => kept.close());
beforeEach(async () => {
  clock.set('2026-09-10T08:00:00Z');
  house = switchedOn(peopleHouse(kept, clock));
  await kept.database.query({
    text: `truncate person, school, account, address, assignment, role, mail_account, mailbox, email, placement, thread_key, account_event, throttle,
           known_network, portal_session, totp, recovery_code, app_password, recovery, former_password restart identity cascade`,
  });
  account = openedAccount(await importRows(house, [{ key: '1', family: 'Martin', given: 'Marie', numen }]), '1');
});

function switchedOn(usual: PeopleHouse): PeopleHouse & { readonly scram: Scram } {
  const scram = createScram(usual);
  return { ...usual, scram, signIn: createSignIn(usual, usual.passwords, undefined, scram) };
}

async function activated(where: PeopleHouse = house): Promise<void> {
  await activatePerson(where, account, { identifier: user, numen, password, remote });
  actor = { accountId: account, address: user as Actor['address'], roles: [] };
}

const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;

/** What a client does that was given a password. */
async function prove(secret: string, name = user): Promise<Actor> {
  const { salt, iterations, prove: hear } = await house.scram.offer({ user: name, door: 'imap', remote });
  const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const clientKey = mac(pbkdf2Sync(secret, salt, iterations, 32, 'sha256'), 'Client Key');
  const signature = mac(createHash('sha256').update(clientKey).digest(), 'dialogue');
  const { proven } = await hear('dialogue', Buffer.from(clientKey.map((octet, at) => octet ^ signature[at]!)));
  return proven;
}

test('keys are there from the activation on, and follow the password', async () => {
  await activated();
  assert.equal((await prove(password)).accountId, account);
  await changePassword(house, actor, { current: password, newPassword: next, remote });
  assert.equal((await prove(next)).accountId, account);
  await assert.rejects(prove(password), refuses('bad-credentials'));
});

test('a password older than the switch has keys from its first ordinary sign-in on', async () => {
  await activated(peopleHouse(kept, clock));
  await assert.rejects(prove(password), refuses('bad-credentials'));
  await house.signIn({ user, password, door: 'imap', remote });
  assert.equal((await prove(password)).accountId, account);
});

test('keys of a password that was changed while the switch was off open nothing', async () => {
  await activated();
  await changePassword(peopleHouse(kept, clock), actor, { current: password, newPassword: next, remote });
  await assert.rejects(prove(password), refuses('bad-credentials'));
});

test('a second factor asks for a password of the device; who left or is suspended hears it after the proof alone', async () => {
  await activated();
  await kept.database.query({
    text: `update account set state = 'suspended' where account_id = $1`,
    values: [account],
  });
  await assert.rejects(prove(password), refuses('suspended'));
  await assert.rejects(prove('faux'), refuses('bad-credentials'));
  await kept.database.query({ text: `update account set state = 'active' where account_id = $1`, values: [account] });
  const { secret } = await beginSecondFactor(house, actor, 'Arena');
  await confirmSecondFactor(house, actor, codeAt(decode(secret), stepAt(clock.now())), remote);
  await assert.rejects(prove(password), refuses('app-password-needed'));
});

test('nothing of the password lies in the clear', async () => {
  await activated();
  const row = (await readScramKeys(kept.database, account))!;
  const salted = pbkdf2Sync(password, row.salt, row.iterations, 32, 'sha256');
  const stored = createHash('sha256').update(createHmac('sha256', salted).update('Client Key').digest()).digest();
  assert.ok(row.iterations >= 4096);
  assert.equal(row.sealed.indexOf(stored), -1);
});

test('guesses are counted as those of any other door are', async () => {
  await activated();
  const answers: string[] = [];
  for (let guess = 0; guess < 12; guess++)
    answers.push(
      await prove(`faux ${guess}`).then(
        () => 'in',
        (refusal: Refusal) => refusal.reason,
      ),
    );
  assert.deepEqual(new Set(answers), new Set(['bad-credentials', 'slow-down']));
  assert.ok(answers.indexOf('slow-down') >= 8);
  await assert.rejects(prove(password), refuses('slow-down'));
  await assert.rejects(house.signIn({ user, password: 'autre', door: 'imap', remote }), refuses('slow-down'));
});

/** Base 32 back to bytes. */
function decode(text: string): Buffer {
  const bits = [...text]
    .map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)));
}
