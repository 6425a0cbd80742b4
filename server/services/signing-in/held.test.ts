/** What the house imposes: a second factor, a yearly password, the sixteen characters of administrators; and what it tells. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  activatePerson,
  type HouseRules,
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
import { dueReminder, remindOfRenewal } from '../accounts/remind-renewal.ts';
import { grantRole } from '../people/grant-role.ts';
import { makeAppPassword } from './app-passwords.ts';
import { enterPortal } from './enter-portal.ts';
import { beginSecondFactor, confirmSecondFactor } from './second-factor.ts';
import { openSession, readSession, type SessionActor } from './sessions.ts';

let kept: PeopleStore;
let house: PeopleHouse;
let marie: AccountId;
let luc: AccountId;
const clock = handClock('2026-09-10T08:00:00Z');
const password = 'Cerise-Violon-82!';
const next = 'Granit_Papaye_38';
const remote = '192.0.2.1';
const user = 'marie.martin@ac-amiens.test';
const boss = 'luc.roy@ac-amiens.test';

before(async () => {
  kept = await peopleStore(clock);
});
after(() => kept.close());
beforeEach(async () => {
  clock.set('2026-09-10T08:00:00Z');
  house = peopleHouse(kept, clock);
  await kept.database.query({
    text: `truncate person, school, account, address, assignment, role, mail_account, mailbox, email, placement, thread_key, account_event, throttle,
           known_network, known_device, portal_session, totp, recovery_code, app_password, passkey, contact, contact_code, former_password,
           renewal_reminder, guessed, queue_message, queue_recipient restart identity cascade`,
  });
  const opened = await importRows(house, [
    { key: '1', family: 'Martin', given: 'Marie', numen: '80E0412345ABC' },
    { key: '2', family: 'Roy', given: 'Luc', numen: '80E0412346ABC', population: 'atss' },
  ]);
  [marie, luc] = [openedAccount(opened, '1'), openedAccount(opened, '2')];
  await activatePerson(house, marie, { identifier: user, numen: '80E0412345ABC', password, remote });
  await activatePerson(house, luc, { identifier: boss, numen: '80E0412346ABC', password, remote });
});

const ruled = (rules: HouseRules) => {
  house = peopleHouse(kept, clock, [], rules);
};
const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;
async function inside(identifier = user, secret = password, device?: string): Promise<SessionActor> {
  const token = await enterPortal(house, { identifier, password: secret, remote, client: 'Firefox', device });
  return (await readSession(house, token!))!;
}
const mail = (secret = password, from = remote, who = user) =>
  house.signIn({ user: who, password: secret, door: 'imap', remote: from });
async function subjects(accountId: AccountId): Promise<string[]> {
  const rows = await kept.database.query<{ subject: string }>({
    text: 'select subject from email where account_id = $1 order by email_id',
    values: [accountId],
  });
  return rows.map(each => each.subject);
}

test('a second factor is imposed on a population: some days of grace, then the portal opens its setting up alone', async () => {
  ruled({ factorRule: { requiredFor: ['titulaire'], graceDays: 14 } });
  assert.equal((await inside()).enrol, false);
  await mail();
  clock.advance(14 * 86_400 + 1);
  const held = await inside();
  assert.equal(held.enrol, true);
  await assert.rejects(mail(), refuses('app-password-needed'));
  assert.equal((await inside(boss)).enrol, false, 'another population is free');
  const { uri } = await beginSecondFactor(house, held, 'Arena');
  const secret = decode(new URL(uri).searchParams.get('secret')!);
  await confirmSecondFactor(house, held, codeAt(secret, stepAt(clock.now())), remote);
  clock.advance(30);
  const code = codeAt(secret, stepAt(clock.now()));
  const token = await enterPortal(house, { identifier: user, password, code, remote, client: 'Firefox' });
  const actor = (await readSession(house, token!))!;
  assert.deepEqual([actor.strong, actor.enrol], [true, false]);
  const device = await makeAppPassword(house, actor, { name: 'Téléphone', scopes: ['imap'] });
  await mail(device);
});

test('the days of grace begin with a mail program too, and a role is held as a population is', async () => {
  ruled({ factorRule: { requiredFor: ['support'], graceDays: 14 } });
  await grantRole(house, 'console', luc, { role: 'support' });
  await mail(password, remote, boss);
  clock.advance(14 * 86_400 + 600);
  await assert.rejects(mail(password, remote, boss), refuses('app-password-needed'));
  assert.equal((await inside(boss)).enrol, true);
  await mail();
});

test('somebody held whose second factor is a passkey does not enter by password', async () => {
  ruled({ factorRule: { requiredFor: ['titulaire'], graceDays: 14 } });
  await kept.database.query({
    text: `insert into passkey (credential_id, account_id, rp_id, public_key, counter, transports, name, created_at)
           values ('key', $1, 'localhost', '', 0, '{}', 'Bureau', $2)`,
    values: [marie, clock.now()],
  });
  await assert.rejects(inside(), refuses('passkey-needed'));
  await assert.rejects(mail(), refuses('app-password-needed'));
});

test('R18 a forced renewal that is overdue shuts mail programs out, app passwords included, until a new password', async () => {
  ruled({ renewal: { forcedFor: ['titulaire'] } });
  const device = await makeAppPassword(house, await inside(), { name: 'Téléphone', scopes: ['imap'] });
  clock.advance(366 * 86_400);
  await assert.rejects(mail(), refuses('renewal-overdue'));
  await assert.rejects(mail(device), refuses('renewal-overdue'));
  await mail(password, remote, boss);
  const actor = await inside();
  assert.equal(actor.renew, true);
  await changePassword(house, actor, { current: password, newPassword: next, remote });
  await mail(next);
  await mail(device);
});

test('R15 R18 an administrator has sixteen characters, chosen anew where they had fewer before, and renews every year', async () => {
  await grantRole(house, 'console', luc, { role: 'administrator' });
  await changePassword(house, await inside(boss), {
    current: password,
    newPassword: 'Tisane&Boussole91',
    remote,
  });
  await mail('Tisane&Boussole91', remote, boss);
  clock.advance(366 * 86_400);
  await assert.rejects(mail('Tisane&Boussole91', remote, boss), refuses('renewal-overdue'));
  await grantRole(house, 'console', marie, { role: 'administrator' });
  await kept.database.query({
    text: 'update account set password_long = false, password_set_at = $1',
    values: [clock.now()],
  });
  assert.equal((await inside()).renew, true);
  await assert.rejects(mail(), refuses('renewal-overdue'));
});

test('R18 reminders come 30, 7 and 1 days before, once each, then the day itself; a new password begins anew', async () => {
  ruled({ renewal: { forcedFor: ['titulaire'] } });
  const days = [30, 7, 1];
  const at = async (day: number): Promise<number> => {
    clock.set('2026-09-10T08:00:00Z');
    clock.advance(day * 86_400);
    return await remindOfRenewal(house, days);
  };
  const told: [number, number][] = [];
  for (let day = 330; day <= 370; day += 1) {
    const count = await at(day);
    assert.equal(await remindOfRenewal(house, days), 0, 'once');
    if (count > 0) told.push([day, count]);
  }
  assert.deepEqual(told, [
    [335, 2],
    [358, 2],
    [364, 2],
    [365, 2],
  ]);
  assert.equal((await subjects(marie)).at(-1), 'Votre mot de passe a un an');
  assert.match((await subjects(marie))[0]!, /^Changez votre mot de passe avant le 10 septembre 2027$/);
  await changePassword(house, await inside(), { current: password, newPassword: next, remote });
  assert.equal(await remindOfRenewal(house, days), 0);
});

test('R18 of reminders an outage made due, the one that is true today; whoever leaves before is not asked', async () => {
  assert.equal(dueReminder(31, null, [30, 7, 1]), null);
  assert.equal(dueReminder(3, null, [30, 7, 1]), 7);
  assert.equal(dueReminder(3, 7, [30, 7, 1]), null);
  assert.equal(dueReminder(-40, 7, [30, 7, 1]), 0);
  assert.equal(dueReminder(-41, 0, [30, 7, 1]), null);
  await kept.database.query({
    text: `update account set closes_on = '2027-09-01' where account_id = $1`,
    values: [luc],
  });
  clock.set('2027-09-05T08:00:00Z');
  assert.equal(await remindOfRenewal(house, [30, 7, 1]), 1);
  assert.deepEqual(await subjects(luc), []);
});

test('R34 a person hears of an attack on their account once a day, and not of their own mistakes at home', async () => {
  for (let guess = 0; guess < 12; guess += 1) await mail(`wrong ${guess}`).catch(() => {});
  assert.deepEqual(await subjects(marie), []);
  for (let guess = 0; guess < 30; guess += 1) await mail(`Essai-${guess}`, `203.0.${guess}.9`).catch(() => {});
  assert.deepEqual(await subjects(marie), ['Quelqu’un essaie des mots de passe sur votre compte']);
  house = peopleHouse(kept, clock);
  for (let guess = 0; guess < 30; guess += 1) await mail(`Autre-${guess}`, `203.1.${guess}.9`).catch(() => {});
  assert.equal((await subjects(marie)).length, 1, 'another process tells nothing more');
  clock.advance(90_000);
  for (let guess = 0; guess < 30; guess += 1) await mail(`Encore-${guess}`, `203.2.${guess}.9`).catch(() => {});
  assert.equal((await subjects(marie)).length, 2);
});

test('R34 a sign-in from a place or browser never seen is told; the same one again, and the very first, are not', async () => {
  await inside(user, password, 'a'.repeat(43));
  assert.deepEqual(await subjects(marie), [], 'the first browser');
  await inside(user, password, 'a'.repeat(43));
  assert.deepEqual(await subjects(marie), []);
  await inside(user, password, 'b'.repeat(43));
  const told = 'Connexion depuis un lieu ou un appareil nouveau';
  assert.deepEqual(await subjects(marie), [told]);
  clock.advance(86_401);
  await inside(user, password, 'b'.repeat(43));
  await mail(password, '198.51.100.9');
  assert.deepEqual(await subjects(marie), [told, told]);
  await mail(password, '203.0.113.9');
  assert.equal((await subjects(marie)).length, 2, 'a telephone that travels is told once a week');
});

test('R34 strangers who guess at an account do not slow its owner on a browser they know, wherever they are', async () => {
  const device = 'd'.repeat(43);
  await inside(user, password, device);
  for (let guess = 0; guess < 30; guess += 1) await mail(`Essai-${guess}`, `203.0.${guess}.9`).catch(() => {});
  const entering = { identifier: user, password, remote: '198.18.0.1', client: 'Firefox' };
  await assert.rejects(enterPortal(house, entering), refuses('slow-down'));
  assert.notEqual(await enterPortal(house, { ...entering, device }), null);
});

test('R34 one password tried for many people alarms the operator, once for the hour', async () => {
  ruled({ guessingAlarm: 2, postmaster: boss });
  await mail('Rentree-2026', '203.0.113.5').catch(() => {});
  assert.deepEqual(await subjects(luc), []);
  await mail('Rentree-2026', '203.0.114.5', boss).catch(() => {});
  const alarm = 'Alerte : des mots de passe sont essayés sur de nombreux comptes';
  assert.deepEqual(await subjects(luc), [alarm]);
  await mail('Rentree-2027', '203.0.115.5', boss).catch(() => {});
  assert.equal((await subjects(luc)).length, 1);
  clock.advance(3601);
  for (const who of [user, boss]) await mail('Rentree-2028', '203.0.116.5', who).catch(() => {});
  assert.equal((await subjects(luc)).length, 2);
});

test('a clock that jumps back shuts nobody out for long, and opens no session that was over', async () => {
  const token = await openSession(house, await inside(), { remote, client: '', strong: false });
  clock.advance(13 * 3600);
  assert.equal(await readSession(house, token), null);
  clock.advance(-13 * 3600);
  assert.equal(await readSession(house, token), null, 'a session that ended stays ended');
  clock.advance(30 * 86_400);
  for (let guess = 0; guess < 20; guess += 1) await mail(`Essai-${guess}`, '203.0.113.5').catch(() => {});
  clock.advance(-20 * 86_400);
  await mail(password, '198.18.3.4');
});

/** Base 32 back to bytes. */
function decode(text: string): Buffer {
  const bits = [...text]
    .map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)));
}
