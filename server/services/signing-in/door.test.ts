import assert from 'node:assert/strict';
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
import { changePassword } from '../accounts/change-password.ts';
import { suspend } from '../accounts/change-state.ts';
import { askRecovery, cancelRecovery, finishRecovery, recoveryUnderWay } from '../accounts/recover.ts';
import type { Actor } from '../actor.ts';
import { grantRole } from '../people/grant-role.ts';
import { listAppPasswords, makeAppPassword, revokeAppPassword } from './app-passwords.ts';
import { enterPortal } from './enter-portal.ts';
import { createPresence } from './presence.ts';
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor } from './second-factor.ts';
import { closeSession, endSessions, listSessions, readSession, type SessionActor } from './sessions.ts';
import { WeakPassword } from './weak-password.ts';

let kept: PeopleStore;
let house: PeopleHouse;
let account: AccountId;
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
  house = peopleHouse(kept, clock);
  await kept.database.query({
    text: `truncate person, school, account, address, assignment, role, mail_account, mailbox, email, placement, thread_key, account_event, throttle,
           known_network, portal_session, totp, recovery_code, app_password, recovery, former_password restart identity cascade`,
  });
  account = openedAccount(await importRows(house, [{ key: '1', family: 'Martin', given: 'Marie', numen }]), '1');
  await activatePerson(house, account, { identifier: user, numen, password, remote });
});

const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;
const enter = (secret = password, code?: string) =>
  enterPortal(house, { identifier: 'marie.martin', password: secret, code, remote, client: 'Firefox' });
async function inside(secret = password): Promise<{ token: string; actor: SessionActor }> {
  const token = (await enter(secret))!;
  return { token, actor: (await readSession(house, token))! };
}
const mail = (secret: string, door: 'imap' | 'dav' = 'imap') => house.signIn({ user, password: secret, door, remote });
const ask = (more: Partial<Parameters<typeof askRecovery>[1]> = {}) =>
  askRecovery(house, { identifier: user, numen, birthDate: '1974-11-02', remote, ...more });

test('a session ends when it is idle, when it is old, and when its person leaves', async () => {
  const { token } = await inside();
  clock.advance(3600);
  assert.equal((await readSession(house, token))?.accountId, account);
  clock.advance(2 * 3600 + 1);
  assert.equal(await readSession(house, token), null);
  const again = await inside();
  for (let hour = 0; hour < 12; hour += 1) {
    assert.notEqual(await readSession(house, again.token), null);
    clock.advance(3600);
  }
  clock.advance(1);
  assert.equal(await readSession(house, again.token), null);
  const last = await inside();
  await closeSession(house, last.token);
  assert.equal(await readSession(house, last.token), null);
  assert.equal(await readSession(house, 'forged'), null);
});

test('sessions are listed and ended one by one or all others, never those of somebody else', async () => {
  const [one, other] = [await inside(), await inside()];
  assert.equal((await listSessions(house, one.actor)).length, 2);
  await endSessions(house, { ...other.actor, accountId: 99 as AccountId }, one.actor.sessionId);
  assert.notEqual(await readSession(house, one.token), null);
  await endSessions(house, one.actor, 'others');
  assert.equal(await readSession(house, other.token), null);
  assert.notEqual(await readSession(house, one.token), null);
});

test('a token is not in the database', async () => {
  const { token } = await inside();
  const rows = await kept.database.query({ text: 'select s::text from portal_session s' });
  assert.ok(!JSON.stringify(rows).includes(token));
  assert.ok(!JSON.stringify(rows).includes(Buffer.from(token, 'base64url').toString('hex')));
});

test('a suspension ends every session at once', async () => {
  const { token } = await inside();
  await suspend(house, 'console', account, 'Enquête en cours.');
  assert.equal(await readSession(house, token), null);
  await assert.rejects(enter(), refuses('suspended'));
});

test('mail sessions end at the next comparison after the keys changed, and no other does', async () => {
  const ended: string[] = [];
  const presence = createPresence(house);
  const { actor } = await inside();
  const before = await mail(password);
  presence.enter(before, () => ended.push('before'));
  const leave = presence.enter(before, () => ended.push('left by itself'));
  leave();
  await presence.compare();
  assert.equal(ended.length, 0);
  await changePassword(house, actor, { current: password, newPassword: next, remote });
  presence.enter(await mail(next), () => ended.push('after'));
  await presence.compare();
  await presence.compare();
  assert.deepEqual(ended, ['before']);
  presence.close();
});

test('R18 a changed password ends sessions, is none of the last three, and asks for the present one', async () => {
  const { token, actor } = await inside();
  await assert.rejects(
    changePassword(house, actor, { current: 'wrong', newPassword: next, remote }),
    refuses('bad-credentials'),
  );
  await changePassword(house, actor, { current: password, newPassword: next, remote });
  assert.equal(await readSession(house, token), null);
  await assert.rejects(mail(password), refuses('bad-credentials'));
  await mail(next);
  for (const former of [next, password]) {
    await assert.rejects(
      changePassword(house, actor, { current: next, newPassword: former, remote }),
      (error: unknown) => {
        return error instanceof WeakPassword && error.verdicts[0]?.rule === 'former';
      },
    );
  }
});

test('a second factor: confirmed by a code, asked for on the portal, a code used once, recovery codes once each', async () => {
  const { token, actor } = await inside();
  const { uri } = await beginSecondFactor(house, actor, 'Arena');
  assert.notEqual(await enter(), null, 'not asked for before it is confirmed');
  const secret = decode(new URL(uri).searchParams.get('secret')!);
  const code = () => codeAt(secret, stepAt(clock.now()));
  await assert.rejects(confirmSecondFactor(house, actor, '000000', remote), refuses('bad-credentials'));
  const codes = await confirmSecondFactor(house, actor, code(), remote);
  assert.equal(new Set(codes).size, 10);
  assert.equal(await readSession(house, token), null, 'sessions from before end');
  assert.equal(await enter(), null, 'a code is needed');
  await assert.rejects(enter(password, code()), refuses('bad-credentials'), 'the code that confirmed is used');
  clock.advance(30);
  assert.notEqual(await enter(password, code()), null);
  await assert.rejects(enter(password, code()), refuses('bad-credentials'), 'replayed');
  assert.notEqual(await enter(password, codes[0]), null);
  await assert.rejects(enter(password, codes[0]), refuses('bad-credentials'));
  await assert.rejects(beginSecondFactor(house, actor, 'Arena'), refuses('policy'));
  clock.advance(30);
  await removeSecondFactor(house, actor, code(), remote);
  assert.notEqual(await enter(), null);
});

test('guesses at a code are slowed though the password is known', async () => {
  const { actor } = await inside();
  const { uri } = await beginSecondFactor(house, actor, 'Arena');
  const secret = decode(new URL(uri).searchParams.get('secret')!);
  await confirmSecondFactor(house, actor, codeAt(secret, stepAt(clock.now())), remote);
  const answers: string[] = [];
  for (let guess = 0; guess < 10; guess += 1) {
    await enter(password, String(100_000 + guess)).catch((error: Refusal) => answers.push(error.reason));
  }
  assert.equal(answers.at(-1), 'slow-down');
});

test('with a second factor on, mail programs need a password of their own, good for its doors and never for the portal', async () => {
  const { actor } = await inside();
  await mail(password);
  const { uri } = await beginSecondFactor(house, actor, 'Arena');
  const secret = decode(new URL(uri).searchParams.get('secret')!);
  await confirmSecondFactor(house, actor, codeAt(secret, stepAt(clock.now())), remote);
  await assert.rejects(mail(password), refuses('app-password-needed'));
  const device = await makeAppPassword(house, actor, { name: 'Téléphone', scopes: ['imap'] });
  assert.match(device, /^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
  await mail(device);
  await mail(device.replaceAll('-', ' '));
  await assert.rejects(mail(device, 'dav'), refuses('bad-credentials'));
  await assert.rejects(enter(device), refuses('bad-credentials'));
  const [listed] = await listAppPasswords(house, actor);
  assert.equal(listed?.network, '192.0.2.0/24');
  await assert.rejects(revokeAppPassword(house, { accountId: 99 } as Actor, listed!.id), refuses('policy'));
  await revokeAppPassword(house, actor, listed!.id);
  await assert.rejects(mail(device), refuses('bad-credentials'));
});

test('R32 NUMEN and birth date set a new password; sessions and the passwords of devices end, a second factor stays', async () => {
  const { token, actor } = await inside();
  const device = await makeAppPassword(house, actor, { name: 'Téléphone', scopes: ['imap'] });
  clock.advance(20 * 86_400);
  const { ticket, opensAt } = await ask();
  assert.deepEqual(opensAt, clock.now(), 'nobody used the account lately');
  await finishRecovery(house, { ticket, newPassword: next, remote });
  await mail(next);
  await assert.rejects(mail(device), refuses('bad-credentials'));
  assert.equal(await readSession(house, token), null);
  await assert.rejects(
    finishRecovery(house, { ticket, newPassword: 'Tisane&Boussole91', remote }),
    refuses('bad-credentials'),
  );
});

test('R32 an account used lately waits an hour, which whoever is signed in sees and can cancel', async () => {
  const { actor } = await inside();
  const { ticket, opensAt } = await ask();
  assert.equal(opensAt.getTime() - clock.now().getTime(), 3_600_000);
  await assert.rejects(finishRecovery(house, { ticket, newPassword: next, remote }), refuses('slow-down'));
  assert.deepEqual((await recoveryUnderWay(house, actor))?.opensAt, opensAt);
  await cancelRecovery(house, actor);
  clock.advance(3601);
  await assert.rejects(finishRecovery(house, { ticket, newPassword: next, remote }), refuses('bad-credentials'));
  const second = await ask();
  clock.advance(3601);
  await finishRecovery(house, { ticket: second.ticket, newPassword: next, remote });
  const third = await ask();
  clock.advance(2 * 3600);
  await assert.rejects(
    finishRecovery(house, { ticket: third.ticket, newPassword: password, remote }),
    refuses('bad-credentials'),
    'too late',
  );
});

test('R32 every device is told of what touched the keys of the account', async () => {
  const { actor } = await inside();
  await changePassword(house, actor, { current: password, newPassword: next, remote });
  await ask();
  const told = await kept.database.query<{ subject: string; mailbox: string }>({
    text: `select e.subject, m.role as mailbox from email e join placement p using (account_id, email_id)
           join mailbox m using (account_id, mailbox_id) order by e.email_id`,
  });
  assert.deepEqual(told, [
    { subject: 'Votre mot de passe a été changé', mailbox: 'inbox' },
    { subject: 'Nouveau mot de passe demandé pour votre compte', mailbox: 'inbox' },
  ]);
});

test('R32 wrong proofs and unknown names answer alike; role holders never recover alone', async () => {
  for (const wrong of [{ numen: '80E0412345ABD' }, { birthDate: '1974-11-03' }, { identifier: 'no.body' }]) {
    await assert.rejects(ask(wrong), refuses('bad-credentials'));
  }
  await grantRole(house, 'console', 1 as AccountId, { role: 'support' });
  await assert.rejects(ask(), refuses('two-persons'));
});

test('R34 guesses at a birth date are slowed', async () => {
  const answers: string[] = [];
  for (let day = 1; day <= 10; day += 1) {
    const birthDate = `1980-01-${String(day).padStart(2, '0')}`;
    await ask({ birthDate, remote: `203.0.${day}.1` }).catch((error: Refusal) => answers.push(error.reason));
  }
  assert.equal(answers.at(-1), 'slow-down');
});

/** Base 32 back to bytes. */
function decode(text: string): Buffer {
  const bits = [...text]
    .map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)));
}
