import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  handClock,
  importRows,
  openedAccount,
  type PeopleHouse,
  type PeopleStore,
  peopleHouse,
  peopleStore,
} from '../../../dev/testing/people.ts';
import { Refusal } from '../../model/refusal.ts';
import { activate } from '../accounts/activate.ts';
import { provision } from '../accounts/provision.ts';

let kept: PeopleStore;
let house: PeopleHouse;
const clock = handClock('2026-09-10T08:00:00Z');
const home = '198.51.100.7';
const password = 'Cerise-Violon-82!';
before(async () => {
  kept = await peopleStore(clock);
  house = peopleHouse(kept, clock);
  const opened = await importRows(house, [
    { key: '1', family: 'Martin', given: 'Marie', numen: '80E0412345ABC' },
    { key: '2', family: 'Roy', given: 'Luc', numen: '80E0412346ABC' },
  ]);
  for (const [key, identifier, numen] of [
    ['1', 'marie.martin', '80E0412345ABC'],
    ['2', 'luc.roy', '80E0412346ABC'],
  ] as const) {
    const letter = await provision(house, 'console', openedAccount(opened, key), { validDays: 60 });
    await activate(house, {
      identifier,
      provisionalPassword: letter.password,
      proof: { kind: 'numen', numen },
      charterAccepted: true,
      newPassword: password,
      remote: home,
    });
  }
});
after(() => kept.close());
beforeEach(async () => {
  clock.advance(2 * 86_400);
  house = peopleHouse(kept, clock);
  await kept.database.query({ text: 'truncate throttle' });
});

async function attempt(guess: string, remote: string, user = 'marie.martin@ac-amiens.test'): Promise<string> {
  try {
    await house.signIn({ user, password: guess, door: 'imap', remote });
    return 'in';
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

test('R34 strangers cannot lock somebody out: the owner signs in from a known network while guesses rain', async () => {
  for (let guess = 0; guess < 30; guess += 1) await attempt(`guess ${guess}`, `203.0.${guess}.9`);
  assert.equal(await attempt('guess x', '203.0.200.9'), 'slow-down');
  assert.equal(await attempt(password, home), 'in');
  assert.equal(await attempt(password, '198.51.100.200'), 'in', 'same network');
});

test('R34 the delay doubles and ends; a success forgets the failures', async () => {
  for (let guess = 0; guess < 9; guess += 1)
    assert.equal(await attempt(`guess ${guess}`, '203.0.113.9'), 'bad-credentials');
  assert.equal(await attempt('guess 9', '203.0.113.9'), 'slow-down');
  clock.advance(3);
  assert.equal(await attempt('guess 10', '203.0.113.9'), 'bad-credentials');
  clock.advance(3);
  assert.equal(await attempt('guess 11', '203.0.113.9'), 'slow-down', 'the second wait is four seconds');
  clock.advance(2);
  assert.equal(await attempt(password, '203.0.113.9'), 'in');
  assert.equal(await attempt('guess 12', '203.0.113.9'), 'bad-credentials');
});

test('R34 a burst of guesses at once passes no more than one after the other', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => attempt(`burst ${at}`, '203.0.113.9')));
  assert.equal(answers.filter(answer => answer === 'bad-credentials').length, 9);
});

test('R34 a network that fails for many accounts is slowed, but not for those known there', async () => {
  const answers: string[] = [];
  for (let guess = 0; guess < 62; guess += 1)
    answers.push(await attempt(`spray ${guess}`, home, `nobody${guess}@ac-amiens.test`));
  assert.equal(answers.at(-1), 'slow-down');
  assert.equal(answers.filter(answer => answer === 'bad-credentials').length, 61);
  assert.equal(await attempt(password, home, 'luc.roy@ac-amiens.test'), 'in');
});

test('R34 one password tried for many people from many places is slowed, and whoever bears it still enters at home', async () => {
  const answers: string[] = [];
  for (let guess = 0; guess < 43; guess += 1)
    answers.push(await attempt(password, `203.0.${guess}.9`, `nobody${guess}@ac-amiens.test`));
  assert.equal(answers.at(-1), 'slow-down');
  assert.equal(answers.filter(answer => answer === 'bad-credentials').length, 41);
  assert.equal(await attempt(password, home, 'luc.roy@ac-amiens.test'), 'in');
});

test('a forgotten phone that repeats one wrong password neither slows nor blocks its owner', async () => {
  for (let poll = 0; poll < 50; poll += 1) assert.equal(await attempt('old password', home), 'bad-credentials');
  assert.equal(await attempt(password, home), 'in');
});

test('an hour that goes backwards shuts nobody out', async () => {
  for (let guess = 0; guess < 20; guess += 1) await attempt(`guess ${guess}`, '203.0.113.9');
  clock.advance(-86_400);
  assert.equal(await attempt(password, '203.0.113.9'), 'in');
  clock.advance(86_400);
});
