/** The life of an account by its dates, from the feed to the closing, over days that ran and days that did not. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { HrRow } from '../../dev/testing/people.ts';
import { parseAddress } from '../../server/formats/address/address.ts';
import { type Reason, Refusal } from '../../server/model/refusal.ts';
import { verifyJournal } from '../../server/services/audit/verify.ts';
import { findRecipient } from '../../server/services/delivery/recipient.ts';
import { submit } from '../../server/services/submission/submit.ts';
import { type LifeHouse, lifeHouse } from './house.ts';

let life: LifeHouse;
before(async () => {
  life = await lifeHouse();
});
after(() => life.close());
afterEach(() => assert.deepEqual(life.faults, []));

const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;
const marie: HrRow = { key: '1', family: 'Martin', given: 'Marie' };
const contract = (key: string, given: string, from: string, to: string): HrRow => ({
  key,
  family: 'Ouali',
  given,
  population: 'contractuel',
  from,
  to,
});

test('R26 the account works to the end of the thirtieth day after the last one, in Paris, and is closed the day after', async () => {
  await life.feed([marie, contract('2', 'Yanis', '01/09/2026', '31/12/2026')]);
  await life.activate('2');
  await life.liveDay('2026-11-30');
  assert.equal(await life.stateOf('2'), 'active');
  await life.liveDay('2026-12-01');
  assert.equal(await life.stateOf('2'), 'leaving');
  await life.liveDay('2027-01-30');
  assert.equal(await life.stateOf('2'), 'leaving');
  const account = await life.accountOf('2');
  const report = await life.liveDay('2027-01-31');
  assert.equal(report.closed, 1);
  assert.equal(await life.stateOf('2'), 'closed');
  assert.deepEqual(await life.inbox(account), [
    'Votre boîte aux lettres fermera le 30 janvier 2027',
    'Votre boîte aux lettres ferme ce soir',
  ]);
  await assert.rejects(findRecipient(life.house, 'yanis.ouali@ac-amiens.test'), refuses('recipient-closed'));
  assert.deepEqual({ ...(await life.liveDay('2027-01-31')), day: '' }, { ...nothing, day: '' });
});

const nothing = { begun: 0, leaving: 0, staying: 0, closed: 0, returned: 0, addressesReleased: 0, reminded: 0 };

test('R27 the person is told at 30, 15, 7, 3 and 1 days, once each, and after an outage of the one that is true', async () => {
  await life.feed([marie, contract('3', 'Inès', '01/09/2026', '28/02/2027')]);
  await life.activate('3');
  const account = await life.accountOf('3');
  const told: string[] = [];
  for (let at = Date.parse('2027-02-01'); at <= Date.parse('2027-03-20'); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if ((await life.liveDay(day)).reminded > 0) told.push(day);
    assert.equal((await life.liveDay(day)).reminded, 0, 'a second run tells nothing more');
  }
  assert.deepEqual(told, ['2027-02-01', '2027-02-28', '2027-03-15']);
  // Nothing runs until three days before the end: the reminders of seven and three are one.
  assert.equal((await life.liveDay('2027-03-28')).reminded, 1);
  assert.equal((await life.liveDay('2027-03-29')).reminded, 1);
  assert.deepEqual((await life.inbox(account)).slice(1), [
    'Votre boîte aux lettres ferme dans 30\u00a0jours',
    'Votre boîte aux lettres ferme dans 15\u00a0jours',
    'Votre boîte aux lettres ferme dans 2\u00a0jours',
    'Votre boîte aux lettres ferme demain',
  ]);
});

test('R31 a renewed contract cancels the closing, whatever the gap, and the person is told', async () => {
  const first = contract('4', 'Malik', '01/09/2026', '30/04/2027');
  await life.feed([marie, first]);
  await life.activate('4');
  await life.liveDay('2027-05-10');
  assert.equal(await life.stateOf('4'), 'leaving');
  await life.feed([marie, first, contract('4', 'Malik', '01/09/2027', '31/08/2028')]);
  await life.liveDay('2027-05-11');
  assert.equal(await life.stateOf('4'), 'active');
  await life.liveDay('2027-07-15');
  assert.equal(await life.stateOf('4'), 'active');
  const subjects = await life.inbox(await life.accountOf('4'));
  assert.equal(subjects.at(-1), 'Votre boîte aux lettres reste ouverte');
});

test('R29 R2 who comes back after the closing has an empty account, the address they had, and nothing of the old one', async () => {
  const first = contract('5', 'Zoé', '01/09/2026', '15/07/2027');
  await life.feed([marie, first]);
  await life.activate('5');
  await life.liveDay('2027-07-16');
  const former = await life.accountOf('5');
  assert.equal((await life.inbox(former)).length, 1);
  await life.liveDay('2027-08-15');
  assert.equal(await life.stateOf('5'), 'closed');
  await life.feed([marie, first, contract('5', 'Zoé', '01/09/2027', '31/12/2027')]);
  const report = await life.liveDay('2027-08-20');
  assert.equal(report.returned, 1);
  const account = await life.accountOf('5');
  assert.notEqual(account, former);
  assert.deepEqual(await life.inbox(account), []);
  assert.equal((await life.actor('5')).address, 'zoe.ouali@ac-amiens.test');
  assert.equal(await life.stateOf('5'), 'expected');
  await life.liveDay('2027-09-01');
  assert.equal(await life.stateOf('5'), 'provisional');
  const found = await findRecipient(life.house, 'zoe.ouali@ac-amiens.test');
  assert.equal(found.accountId, account);
});

test('R26 an outage of many days is caught up in one run, and a suspended account is closed all the same', async () => {
  await life.feed([
    marie,
    contract('6', 'Noé', '01/09/2027', '30/09/2027'),
    contract('7', 'Ana', '01/09/2027', '30/09/2027'),
  ]);
  await life.activate('6', '7');
  await life.house.store.database.run({
    text: `update account a set state = 'suspended' from person p where p.person_id = a.person_id and p.hr_key = '7'`,
  });
  await life.liveDay('2027-12-24');
  assert.equal(await life.stateOf('6'), 'closed');
  assert.equal(await life.stateOf('7'), 'closed');
});

test('R26 in a strict house nothing is sent after the last day, and reading goes on', async () => {
  await life.feed([marie, contract('9', 'Léa', '01/09/2027', '26/12/2027')], { scope: 'partial' });
  await life.activate('9');
  const address = parseAddress('marie.martin@ac-amiens.test');
  assert.ok(address);
  const submission = {
    sender: 'lea.ouali@ac-amiens.test',
    recipients: [{ address }],
    bytes: Buffer.from('From: lea.ouali@ac-amiens.test\r\nSubject: Au revoir\r\n\r\n.\r\n'),
    protocol: 'ESMTPSA',
    tls: undefined,
    wishes: {},
  };
  const lea = await life.actor('9');
  await life.liveDay('2027-12-26', { departure: 'strict' });
  await submit(life.house, lea, submission);
  await life.liveDay('2027-12-27', { departure: 'strict' });
  await assert.rejects(submit(life.house, lea, submission), refuses('not-permitted'));
  assert.equal(await life.stateOf('9'), 'leaving');
  assert.equal((await findRecipient(life.house, lea.address)).accountId, lea.accountId);
  await life.liveDay('2027-12-28');
  await submit(life.house, lea, submission);
});

test('R2 senders hear that somebody has left for a year, then the address is nobody’s, and reserved', async () => {
  await life.liveDay('2028-01-01');
  await assert.rejects(findRecipient(life.house, 'yanis.ouali@ac-amiens.test'), refuses('recipient-closed'));
  await life.liveDay('2028-02-01');
  await assert.rejects(findRecipient(life.house, 'yanis.ouali@ac-amiens.test'), refuses('no-such-recipient'));
  await life.feed([marie, contract('8', 'Yanis', '01/09/2027', '31/08/2029')], { scope: 'partial' });
  assert.equal((await life.actor('8')).address, 'yanis.ouali1@ac-amiens.test');
});

test('every closing and return is in the journal of acts, and the chain holds', async () => {
  const verdict = await verifyJournal(life.house);
  assert.equal(verdict.kind, 'whole');
  await life.house.store.database.run({ text: `update act set facts = '{"lastDay":"2026-12-30"}' where seq = 2` });
  assert.deepEqual(await verifyJournal(life.house), { kind: 'broken', seq: 2, why: 'changed' });
  await life.house.store.database.run({ text: `delete from act where seq = (select max(seq) from act)` });
});
