import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MailHouse, mailHouse } from '../../../dev/testing/mail-house.ts';
import { mail } from '../../formats/sieve/trial.ts';
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { readEmails } from '../../store/emails.ts';
import { listPlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import { deliverInside } from '../delivery/inside.ts';
import { findRecipient } from '../delivery/recipient.ts';
import { append, keepMessage } from '../mailboxes/append.ts';
import { expunge } from '../mailboxes/expunge.ts';
import { find } from '../mailboxes/find.ts';
import type { MailboxRef } from '../mailboxes/permission.ts';
import { quotaOf } from '../mailboxes/quota.ts';
import { writtenAuthor } from '../mailboxes/written-author.ts';
import { allowPerson, allowPopulation, noteUsed, renewQuotas } from './allow.ts';
import { forecastFull } from './forecast.ts';
import { recountQuotas } from './recount.ts';
import { readRoom } from './room.ts';
import { watchQuotas } from './watch.ts';

const day = 86_400_000;
const kilobytes = (count: number) =>
  'x'
    .repeat(70)
    .concat('\r\n')
    .repeat(Math.ceil((count * 1000) / 72));
let tests: MailHouse;
before(async () => {
  tests = await mailHouse();
});
after(async () => {
  assert.deepEqual(tests.faults, []);
  await tests.close();
});

let people = 0;
async function arrive(allowedBytes: number): Promise<{ actor: Actor; inbox: MailboxRef }> {
  const actor = await tests.account(`place.${++people}`, { allowedBytes });
  return { actor, inbox: (await find(tests.house, actor, 'INBOX')).ref };
}

async function put(actor: Actor, ref: MailboxRef, size: number): Promise<Uid> {
  const kept = await keepMessage(tests.house, mail('From: lea@example.org', 'Subject: gros', '', kilobytes(size)));
  const more = { flags: 0, keywords: [], receivedAt: tests.clock.now(), receivedZone: 60 };
  return (await append(tests.house, actor, ref, [{ ...kept, ...more }])).uids[0]!;
}

/** Subjects of what the house told somebody, in order. */
async function told(actor: Actor, { mailboxId }: MailboxRef): Promise<string[]> {
  const { database } = tests.house.store;
  const placed = await listPlacements(database, actor.accountId, mailboxId);
  const emails = await readEmails(
    database,
    actor.accountId,
    placed.map(one => one.emailId),
    ['envelope'],
  );
  return placed.map(one => emails.get(one.emailId)!.subject).filter(subject => subject !== 'gros');
}

test('R36 a level that is crossed is told once, the highest alone; a full mailbox hears it, and when it has room again', async () => {
  const { actor, inbox } = await arrive(100_000);
  await put(actor, inbox, 50);
  await watchQuotas(tests.house);
  assert.deepEqual(await told(actor, inbox), []);
  await put(actor, inbox, 28);
  await watchQuotas(tests.house);
  await watchQuotas(tests.house);
  const last = await put(actor, inbox, 17);
  await watchQuotas(tests.house);
  assert.deepEqual(await told(actor, inbox), [
    'Votre boîte aux lettres est remplie à 75\u00a0%',
    'Votre boîte aux lettres est remplie à 95\u00a0%',
  ]);
  await tests.house.store.database.query({
    text: 'update mail_account set allowed_bytes = 90000 where account_id = $1',
    values: [actor.accountId],
  });
  await watchQuotas(tests.house);
  await expunge(tests.house, actor, inbox, [last]);
  await tests.house.store.database.query({
    text: 'update mail_account set allowed_bytes = 200000 where account_id = $1',
    values: [actor.accountId],
  });
  await watchQuotas(tests.house);
  assert.deepEqual((await told(actor, inbox)).slice(2), [
    'Votre boîte aux lettres est pleine',
    'Votre boîte aux lettres a de nouveau de la place',
  ]);
});

test('a mailbox that stands at a threshold is not told again at each message that comes and goes', async () => {
  const { actor, inbox } = await arrive(100_000);
  await put(actor, inbox, 73);
  for (let turn = 0; turn < 3; turn++) {
    const uid = await put(actor, inbox, 3);
    await watchQuotas(tests.house);
    await expunge(tests.house, actor, inbox, [uid]);
    await watchQuotas(tests.house);
  }
  assert.equal((await told(actor, inbox)).length, 1);
});

test('R36 mail to a full mailbox is put off for the days of grace, then refused; the house itself always gets in', async () => {
  const { actor, inbox } = await arrive(10_000);
  await put(actor, inbox, 9);
  await tests.house.store.database.query({
    text: 'update mail_account set allowed_bytes = 9000 where account_id = $1',
    values: [actor.accountId],
  });
  const reason = async () => {
    try {
      await findRecipient(tests.house, actor.address);
      return null;
    } catch (error) {
      assert.ok(error instanceof Refusal);
      return error.reason;
    }
  };
  assert.equal(await reason(), 'over-quota');
  await watchQuotas(tests.house);
  assert.deepEqual(await told(actor, inbox), ['Votre boîte aux lettres est pleine']);
  tests.clock.advance(7 * day - 1);
  assert.equal(await reason(), 'over-quota');
  tests.clock.advance(1);
  assert.equal(await reason(), 'full-for-long');
  await tests.house.store.database.query({
    text: 'update mail_account set allowed_bytes = 90000 where account_id = $1',
    values: [actor.accountId],
  });
  assert.equal(await reason(), null);
});

test('R36 used octets are exact under deliveries and deletions at once; a counter that is wrong is mended within a week', async () => {
  const { actor, inbox } = await arrive(1e9);
  const person = await findRecipient(tests.house, actor.address);
  const deliver = async (n: number) => {
    const bytes = mail('Subject: livré', '', `${n}`);
    const kept = await keepMessage(tests.house, bytes);
    const at = tests.clock.now();
    const given = { trace: `t${n}`, sender: null, bytes, at, zone: 60, steps: [], client: null };
    await deliverInside(tests.house, { ...given, ...kept }, [person]);
  };
  const uids: Uid[] = [];
  for (let n = 0; n < 10; n++) uids.push(await put(actor, inbox, 1));
  await Promise.all([
    ...Array.from({ length: 20 }, (_, n) => deliver(n)),
    ...uids.map(uid => expunge(tests.house, actor, inbox, [uid])),
  ]);
  const used = async () => (await quotaOf(tests.house, actor, actor.address)).usedBytes;
  const [sum] = await tests.house.store.database.query<{ bytes: number }>({
    text: `select sum(e.bytes)::bigint as bytes from email e join placement p using (account_id, email_id) where account_id = $1`,
    values: [actor.accountId],
  });
  assert.equal(await used(), sum!.bytes);
  await tests.house.store.database.query({
    text: 'update mail_account set used_bytes = used_bytes + 5 where account_id = $1',
    values: [actor.accountId],
  });
  let mended = 0;
  for (let today = 0; today < 7; today++) {
    mended += await recountQuotas(tests.house);
    tests.clock.advance(day);
  }
  assert.equal(mended, 1);
  assert.equal(await used(), sum!.bytes);
});

test('R36 a population has its room, a person more for a time; the day after the last, it is the population’s again', async () => {
  const { actor } = await arrive(1000);
  const { database } = tests.house.store;
  await database.query({
    text: `with one as (
             insert into person (hr_key, title, given_name, family_name, birth_date, population, function, first_day)
             values ('q1', 'mme', 'Anne', 'Dupont', '', 'atss', '', '2020-01-01') returning person_id
           )
           update account set post_id = null, person_id = (select person_id from one) where account_id = $1`,
    values: [actor.accountId],
  });
  const allowed = async () => (await quotaOf(tests.house, actor, actor.address)).allowedBytes;
  await allowPopulation(tests.house, 'console', 'atss', 5000);
  assert.equal(await allowed(), 5000);
  const today = tests.clock.now().toISOString().slice(0, 10);
  await allowPerson(tests.house, 'console', actor.address, { bytes: 9000, until: today });
  await renewQuotas(tests.house);
  assert.equal(await allowed(), 9000);
  tests.clock.advance(day);
  await renewQuotas(tests.house);
  assert.equal(await allowed(), 5000);
  await assert.rejects(allowPopulation(tests.house, actor, 'atss', 1), Refusal);
});

test('R37 a forecast follows the growth of the last weeks, and says nothing where it knows too little', () => {
  const grow = (days: number, each: number) =>
    Array.from({ length: days }, (_, n) => ({
      day: new Date(Date.parse('2026-01-01') + n * day).toISOString().slice(0, 10),
      bytes: 1000 + n * each,
    }));
  assert.equal(forecastFull(grow(31, 10), 1300 + 43 * 10), '2026-03-15');
  assert.equal(forecastFull(grow(14, 10), 5000), null);
  assert.equal(forecastFull(grow(31, 0), 5000), null);
  assert.equal(forecastFull(grow(31, -5), 5000), null);
  assert.equal(forecastFull(grow(31, 1), 1e9), null);
  assert.equal(forecastFull([], 5000), null);
});

test('R37 what takes the room is shown: years, the largest, the same bytes twice', async () => {
  const { actor, inbox } = await arrive(1e9);
  await put(actor, inbox, 5);
  await put(actor, inbox, 5);
  await put(actor, inbox, 9);
  await noteUsed(tests.house);
  const room = await readRoom(tests.house, actor);
  assert.equal(room.years[0]!.messages, 3);
  assert.ok(room.heaviest[0]!.bytes > 9000);
  assert.equal(writtenAuthor(room.heaviest[0]!.author), 'lea@example.org');
  assert.equal(room.duplicates.length, 1);
  assert.equal(room.fullOn, null);
});
