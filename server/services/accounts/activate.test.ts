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
import type { AccountId } from '../../model/account.ts';
import { type Reason, Refusal } from '../../model/refusal.ts';
import { listEvents } from '../../store/account-events.ts';
import { WeakPassword } from '../signing-in/weak-password.ts';
import { activate } from './activate.ts';
import { close, reopen, suspend } from './change-state.ts';
import { provision } from './provision.ts';

let kept: PeopleStore;
let house: PeopleHouse;
let account: AccountId;
let letter: string;
const lines: string[] = [];
const clock = handClock('2026-09-10T08:00:00Z');
before(async () => {
  kept = await peopleStore(clock);
});
after(() => kept.close());
beforeEach(async () => {
  clock.set('2026-09-10T08:00:00Z');
  house = peopleHouse(kept, clock, lines);
  await kept.database.query({
    text: 'truncate person, school, account, address, assignment, role, mail_account, mailbox, email, placement, thread_key, account_event, throttle, known_network restart identity cascade',
  });
  const outcome = await importRows(house, [
    { key: '1', family: 'Martin', given: 'Marie', numen: '80E0412345ABC' },
    { key: '2', family: 'Ouali', given: 'Yanis', population: 'contractuel', to: '20/09/2026', born: '18/03/1998' },
  ]);
  account = openedAccount(outcome, '1');
  letter = (await provision(house, 'console', account, { validDays: 60 })).password;
});

const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;
const chosen = 'Cerise-Violon-82!';
const attempt = () => ({
  identifier: 'Marie.Martin@ac-amiens.test',
  provisionalPassword: letter,
  proof: { kind: 'numen' as const, numen: '80e 0412345 abc' },
  charterAccepted: true as const,
  newPassword: chosen,
  remote: '192.0.2.1',
});
const signIn = (password: string, door: 'imap' | 'portal' = 'imap') =>
  house.signIn({ user: 'marie.martin@ac-amiens.test', password, door, remote: '192.0.2.1' });

test('R6 the provisional password opens the activation and nothing else; afterwards the chosen one opens every door', async () => {
  assert.match(letter, /^[A-HJ-NP-Za-hjkmnp-z2-9]{4}(-[A-HJ-NP-Za-hjkmnp-z2-9]{4}){2}$/);
  await assert.rejects(signIn(letter), refuses('not-activated'));
  await assert.rejects(signIn('other'), refuses('bad-credentials'));
  assert.deepEqual(await activate(house, attempt()), {
    accountId: account,
    address: 'marie.martin@ac-amiens.test',
    roles: [],
  });
  assert.equal((await signIn(chosen)).accountId, account);
  assert.equal((await signIn(chosen, 'portal')).accountId, account);
  await assert.rejects(signIn(letter), refuses('bad-credentials'));
  const kinds = (await listEvents(kept.database, account, 10)).map(event => event.kind);
  assert.deepEqual(kinds.slice(-2), ['activated', 'letter']);
});

test('R6 a letter is used once', async () => {
  await activate(house, attempt());
  await assert.rejects(activate(house, { ...attempt(), newPassword: 'Granit_Papaye_38' }), refuses('bad-credentials'));
  await signIn(chosen);
  await assert.rejects(provision(house, 'console', account, { validDays: 60 }), refuses('policy'));
});

test('R6 of two activations at once one wins', async () => {
  const both = await Promise.allSettled([
    activate(house, attempt()),
    activate(house, { ...attempt(), newPassword: 'Granit_Papaye_38' }),
  ]);
  assert.deepEqual(both.map(each => each.status).sort(), ['fulfilled', 'rejected']);
  const lost = both.find(each => each.status === 'rejected')!;
  assert.ok(refuses('bad-credentials')(lost.reason));
});

test('R6 the letter alone is not enough: the NUMEN is asked, or the birth date where there is none', async () => {
  const wrong = { ...attempt(), proof: { kind: 'numen' as const, numen: '80E0412345ABD' } };
  await assert.rejects(activate(house, wrong), refuses('bad-credentials'));
  const born = { ...attempt(), proof: { kind: 'birth-date' as const, birthDate: '1974-11-02' } };
  await assert.rejects(activate(house, born), refuses('bad-credentials'), 'a NUMEN was given to her');
  const yanis = await provision(house, 'console', 2 as AccountId, { validDays: 60 });
  const his = { ...attempt(), identifier: 'yanis.ouali', provisionalPassword: yanis.password };
  await activate(house, { ...his, proof: { kind: 'birth-date', birthDate: '1998-03-18' } });
  const [row] = await kept.database.query({ text: 'select state from account where account_id = 2' });
  assert.deepEqual(row, { state: 'leaving' });
});

test('R5 hyphens and spaces of a letter are forgiven, case is not', async () => {
  await assert.rejects(
    activate(house, { ...attempt(), provisionalPassword: letter.toLowerCase() }),
    refuses('bad-credentials'),
  );
  await activate(house, { ...attempt(), provisionalPassword: ` ${letter.replaceAll('-', ' ')}` });
});

test('R6 a provisional password expires, and a new letter makes the old one worthless', async () => {
  clock.advance(60 * 86_400);
  await assert.rejects(activate(house, attempt()), refuses('letter-expired'));
  const fresh = await provision(house, 'console', account, { validDays: 60 });
  await assert.rejects(activate(house, attempt()), refuses('bad-credentials'));
  await activate(house, { ...attempt(), provisionalPassword: fresh.password });
});

test('R16 a weak password is refused with its verdicts and the letter still holds', async () => {
  await assert.rejects(activate(house, { ...attempt(), newPassword: 'Martin-Violon-82!' }), (error: unknown) => {
    assert.ok(error instanceof WeakPassword);
    assert.deepEqual(
      error.verdicts.map(each => each.rule),
      ['personal'],
    );
    return true;
  });
  await assert.rejects(activate(house, { ...attempt(), newPassword: `Aa1!${letter}` }), refuses('weak-password'));
  await activate(house, attempt());
});

test('R34 guesses at a letter are slowed, and an unknown name is slowed alike', async () => {
  for (const identifier of ['marie.martin', 'nobody.here']) {
    const wrong = { ...attempt(), identifier, provisionalPassword: 'Kx7m-Pq4t-Zr9w' };
    const answers: string[] = [];
    for (let guess = 0; guess < 10; guess += 1) {
      await activate(house, wrong).catch((error: Refusal) => answers.push(error.reason));
    }
    assert.deepEqual(answers, [...Array(9).fill('bad-credentials'), 'slow-down']);
  }
});

test('a suspended account opens no door, at once, and opens again in the state of its dates', async () => {
  await activate(house, attempt());
  await signIn(chosen);
  await suspend(house, 'console', account, 'Envois suspects depuis votre compte.');
  await assert.rejects(signIn(chosen), refuses('suspended'));
  await assert.rejects(suspend(house, 'console', account, ''), refuses('policy'));
  await reopen(house, 'console', account);
  await signIn(chosen);
  await close(house, 'console', account);
  await assert.rejects(signIn(chosen), refuses('closed'));
  await assert.rejects(reopen(house, 'console', account), refuses('policy'));
});

test('nothing secret is logged', () => {
  const log = lines.join('\n');
  for (const secret of [chosen, letter, '80E0412345ABC', 'marie.martin']) assert.ok(!log.includes(secret), secret);
});
