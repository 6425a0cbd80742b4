/**
 * A year of the invented académie, each person's state compared with the plain model after every day that ran. 500 people
 * here; `YEAR_PEOPLE=5000` for the drill.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hrFile } from '../../dev/academie/hr-file.ts';
import type { Person } from '../../dev/academie/person.ts';
import { randomFrom } from '../../dev/academie/random.ts';
import { schools } from '../../dev/academie/schools.ts';
import { academicYear } from '../../dev/academie/year.ts';
import { readHrFeed } from '../../server/formats/hr/read.ts';
import { usualRule } from '../../server/formats/person-name/address-rule.ts';
import type { AccountId, AccountState } from '../../server/model/account.ts';
import { reopen, suspend } from '../../server/services/accounts/change-state.ts';
import { verifyJournal } from '../../server/services/audit/verify.ts';
import { eliminate } from '../../server/services/departure/eliminate.ts';
import { usualLife } from '../../server/services/lifecycle/rules.ts';
import { importFeed } from '../../server/services/people/import-feed.ts';
import { importSchools } from '../../server/services/people/import-schools.ts';
import { type LifeHouse, lifeHouse } from './house.ts';
import { YearModel } from './year-model.ts';

const count = Number(process.env.YEAR_PEOPLE ?? 500);
const from = '2026-11-25';
const days = Number(process.env.YEAR_DAYS ?? 430);
const delay = 90;

test(`R26 R27 R29 R31 a year of ${count} people, every state as the plain model has it`, async context => {
  const life = await lifeHouse();
  context.after(() => life.close());
  const { house } = life;
  const random = randomFrom('a year');
  const places = schools(random, Math.max(12, Math.ceil(count / 33)));
  await importSchools(house, 'console', places);
  const model = new YearModel();
  const transitions = new Map<string, number>();
  const addresses = new Map<string, Set<string>>();
  let ran = 0;
  for (const each of academicYear(random, places, count, from, days)) {
    life.goTo(each.day);
    if (each.feed !== null) await takeIn(life, model, each.day, each.feed);
    if (each.activated.length > 0) await activate(life, each.activated);
    for (const key of each.activated) model.activate(key);
    for (const key of each.suspended) {
      if (model.suspend(key)) await suspend(house, 'console', await life.accountOf(key), 'Essai.');
    }
    for (const key of each.reopened) {
      if (model.reopen(key, each.day)) await reopen(house, 'console', await life.accountOf(key));
    }
    if (each.outage) continue;
    const before = new Map([...model.people].map(([key, person]) => [key, person.state]));
    await life.liveDay(each.day);
    model.live(each.day);
    if (each.day.endsWith('-01')) {
      await eliminate(house, { ...usualLife, eliminationDays: delay });
      model.eliminate(each.day, delay);
    }
    await compare(life, model, each.day, addresses);
    ran += 1;
    for (const [key, { state }] of model.people) {
      const move = `${before.get(key)} → ${state}`;
      if (before.get(key) !== state) transitions.set(move, (transitions.get(move) ?? 0) + 1);
    }
  }
  const journal = await verifyJournal(house);
  assert.equal(journal.kind, 'whole');
  assert.deepEqual(life.faults, []);
  for (const move of [
    'active → leaving',
    'leaving → closed',
    'closed → purged',
    'expected → provisional',
    'leaving → active',
  ]) {
    assert.ok((transitions.get(move) ?? 0) > 0, move);
  }
  const returned = [...model.people.values()].filter(person => person.accounts > 1).length;
  assert.ok(returned > 0);
  context.diagnostic(
    `${days} days, ${days - ran} of them without any job of the house; ${model.people.size} people, ${returned} came back after a closing`,
  );
  context.diagnostic(
    [...transitions]
      .sort(([, a], [, b]) => b - a)
      .map(([move, times]) => `${move}: ${times}`)
      .join('; '),
  );
});

async function takeIn(
  life: LifeHouse,
  model: YearModel,
  day: string,
  { scope, people }: { scope: 'complete' | 'partial'; people: readonly Person[] },
): Promise<void> {
  const feed = readHrFeed(Buffer.from(hrFile(people)));
  assert.deepEqual(feed.refused, [], day);
  const outcome = await importFeed(life.house, 'console', feed, { scope, addressRule: usualRule, mode: 'confirm' });
  assert.deepEqual(outcome.diff.refused, [], day);
  model.feed(day, scope, people);
}

async function activate(life: LifeHouse, keys: readonly string[]): Promise<void> {
  await life.house.store.database.run({
    text: `update account a set state = 'active', activated_at = $2, password_hash = 'none', provisional_hash = null
           from person p where p.person_id = a.person_id and p.hr_key = any($1::text[]) and a.state in ('expected', 'provisional')`,
    values: [keys, life.house.clock.now()],
  });
}

async function compare(life: LifeHouse, model: YearModel, day: string, held: Map<string, Set<string>>): Promise<void> {
  const rows = await life.house.store.database.query<{
    key: string;
    id: AccountId;
    state: AccountState;
    mails: number;
    addresses: string[];
  }>({
    text: `select p.hr_key as key, a.account_id as id, a.state,
             (select count(*) from email e where e.account_id = a.account_id) as mails,
             array(select address from address d where d.account_id = a.account_id) as addresses
           from person p join account a using (person_id)`,
  });
  const purged = [...model.people.values()].filter(each => each.state === 'purged').length;
  const wrong: string[] = [];
  const owners = new Map<string, string>();
  for (const { key, state, mails, addresses } of rows) {
    const expected = model.people.get(key)!;
    if (state !== expected.state || mails !== expected.mails) {
      wrong.push(
        `${key}: ${state}, ${mails} mails; expected ${expected.state}, ${expected.mails}: ${JSON.stringify(expected.spells)}`,
      );
    }
    const known = held.get(key) ?? new Set();
    for (const address of known) if (!addresses.includes(address)) wrong.push(`${key} lost ${address}`);
    for (const address of addresses) {
      if (owners.has(address)) wrong.push(`${address} has two owners`);
      owners.set(address, key);
      known.add(address);
    }
    held.set(key, known);
  }
  assert.deepEqual(wrong.slice(0, 5), [], day);
  assert.equal(rows.length + purged, model.people.size);
}
