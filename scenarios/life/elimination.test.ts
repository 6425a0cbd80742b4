/** The end: the archives' word, the elimination, its record, and the proof that nothing is left. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { MailboxId } from '../../server/model/mailbox.ts';
import { type Reason, Refusal } from '../../server/model/refusal.ts';
import type { Actor } from '../../server/services/actor.ts';
import { verifyJournal } from '../../server/services/audit/verify.ts';
import { eliminate, findRemains, prove, sweepBlobs } from '../../server/services/departure/eliminate.ts';
import { giveVisa, listAwaitingVisa } from '../../server/services/departure/visa.ts';
import type { House } from '../../server/services/house.ts';
import { usualLife } from '../../server/services/lifecycle/rules.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { listNamings } from '../../server/store/eliminations.ts';
import { type MessageBlobs, openMessageBlobs } from '../../server/store/message-blobs.ts';
import { type LifeHouse, lifeHouse } from './house.ts';

let life: LifeHouse;
let house: House;
let blobs: MessageBlobs;
let directory: string;
let ines: Actor;
let marie: Actor;
before(async () => {
  life = await lifeHouse();
  directory = await mkdtemp(join(tmpdir(), 'vaguemestre-elimination-'));
  await reopen();
  await life.feed([
    { key: '1', family: 'Martin', given: 'Marie' },
    { key: '2', family: 'Ouali', given: 'Inès', population: 'contractuel', to: '30/11/2026' },
    { key: '3', family: 'Roy', given: 'Léo', population: 'contractuel', to: '30/11/2026' },
  ]);
  await life.activate('1', '2', '3');
  marie = await life.actor('1');
  ines = await life.actor('2');
});
after(async () => {
  await blobs.close();
  await life.close();
  await rm(directory, { recursive: true });
});
afterEach(() => assert.deepEqual(life.faults, []));

/** Containers of our own; opening them again seals those written so far. */
async function reopen(): Promise<void> {
  await blobs?.close();
  const { database } = life.house.store;
  blobs = await openMessageBlobs({ database, directory, clock: life.house.clock });
  house = { ...life.house, store: { ...life.house.store, blobs } };
}

const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;
const inbox = 1 as MailboxId;
async function put(actor: Actor, bytes: Buffer): Promise<void> {
  const mailbox = { accountId: actor.accountId, mailboxId: inbox };
  const about = { flags: 0, keywords: [], receivedAt: house.clock.now(), receivedZone: 60 };
  await append(house, actor, mailbox, [{ ...(await keepMessage(house, bytes)), ...about }]);
}
// Noise, which no compression hides from a search in the files.
const own = Buffer.concat([Buffer.from('Subject: secret\r\n\r\n'), randomBytes(200_000)]);
const shared = Buffer.from(`Subject: circulaire\r\n\r\n${randomBytes(3000).toString('hex')}\r\n`);
const filler = () => Buffer.from(`Subject: autre\r\n\r\n${randomBytes(60_000).toString('base64')}\r\n`);
const blobRows = async (bytes: Buffer) =>
  (
    await house.store.database.query({
      text: 'select 1 from blob where hash = $1',
      values: [createHash('sha256').update(bytes).digest()],
    })
  ).length;

/** Are bytes of the message in any file? */
async function bytesOnDisk(): Promise<boolean> {
  for (const name of await readdir(directory, { recursive: true })) {
    const file = await readFile(join(directory, name)).catch(() => Buffer.alloc(0));
    if (file.includes(own.subarray(1000, 1100))) return true;
  }
  return false;
}

test('R29 nothing is eliminated without the archives’ word, which only an administrator records, for closed accounts alone', async () => {
  await put(ines, own);
  await put(ines, shared);
  await put(marie, shared);
  // More than half of the container stays alive, so that only the elimination makes the sweep copy it.
  for (let count = 0; count < 12; count += 1) await put(marie, filler());
  await life.liveDay('2026-12-31');
  assert.equal(await life.stateOf('2'), 'closed');
  assert.deepEqual(await eliminate(house, usualLife), []);
  await assert.rejects(giveVisa(house, marie, [ines.accountId], 'x'), refuses('not-permitted'));
  const waiting = await listAwaitingVisa(house, 'console');
  assert.deepEqual(
    waiting.map(each => each.accountId),
    [ines.accountId, await life.accountOf('3')],
  );
  assert.ok(waiting[0]!.messages >= 2);
  const given = await giveVisa(house, 'console', [ines.accountId, marie.accountId], 'AD80 2027/14');
  assert.deepEqual(given, [ines.accountId]);
});

test('R29 the elimination removes every row that names the account, and records what went', async () => {
  const { database } = house.store;
  const namings = await listNamings(database);
  const tables = new Set(namings.map(each => each.table));
  for (const table of [
    'email',
    'placement',
    'mailbox',
    'mail_account',
    'acl',
    'seen',
    'account_event',
    'letter',
    'reminder',
  ]) {
    assert.ok(tables.has(table), table);
  }
  assert.deepEqual(await eliminate(house, usualLife), [ines.accountId]);
  const [inesAccount] = await database.query<{ state: string; owner: number }>({
    text: 'select state, num_nonnulls(person_id, post_id, former_person_id) as owner from account where account_id = $1',
    values: [ines.accountId],
  });
  assert.deepEqual(inesAccount, { state: 'purged', owner: 0 });
  const [record] = await database.query<{ grounds: string; messages: number; rows_removed: Record<string, number> }>({
    text: 'select grounds, messages, rows_removed from elimination where of_account = $1',
    values: [ines.accountId],
  });
  assert.equal(record!.grounds, 'visa');
  assert.ok(record!.messages >= 2);
  assert.equal(record!.rows_removed['email.account_id'], record!.messages);
  for (const { table, column } of namings) {
    const rows = await database.query({
      text: `select 1 from "${table}" where "${column}" = $1`,
      values: [ines.accountId],
      name: '',
    });
    assert.equal(rows.length, 0, `${table}.${column}`);
  }
  assert.deepEqual(await eliminate(house, usualLife), []);
  const [account] = await database.query<{ password_hash: string | null }>({
    text: 'select password_hash from account where account_id = $1',
    values: [ines.accountId],
  });
  assert.equal(account!.password_hash, null);
});

test('R2 R29 R45 nothing HR said of the person stays: birth date, NUMEN, names; only what gives the address back', async () => {
  const { database } = house.store;
  const people = await database.query<{ key: string }>({ text: 'select hr_key as key from person order by 1' });
  assert.deepEqual(
    people.map(each => each.key),
    ['1', '3'],
  );
  const [record] = await database.query<{ removed: Record<string, number>; person: number }>({
    text: 'select rows_removed as removed, of_person as person from elimination where of_account = $1',
    values: [ines.accountId],
  });
  assert.equal(record!.removed['person.person_id'], 1);
  assert.equal(record!.removed['assignment.person_id'], 1);
  // Every column of every table, searched for what HR wrote.
  const columns = await database.query<{ table: string; column: string }>({
    text: `select c.relname as "table", a.attname as "column" from pg_class c
           join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
           join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           where c.relkind = 'r'`,
  });
  const found: string[] = [];
  for (const { table, column } of columns) {
    const text = `select 1 from "${table}" where "${column}"::text ~* 'inès|ouali' limit 1`;
    if ((await database.query({ text, name: '' })).length > 0) found.push(`${table}.${column}`);
  }
  assert.deepEqual(found, ['address.address'], 'reserved for ten years');
});

test('R29 a person whose row was put back is seen by the proof', async () => {
  const { database } = house.store;
  await database.run({
    text: `insert into person (person_id, hr_key, title, given_name, family_name, birth_date, population, function, first_day)
           overriding system value select of_person, 'x', '', '', '', '', 'atss', '', '2026-01-01' from elimination
           where of_account = $1`,
    values: [ines.accountId],
  });
  assert.deepEqual((await findRemains(house)).get(ines.accountId)!.rows, { 'person.person_id': 1 });
  await database.run({ text: `delete from person where hr_key = 'x'` });
});

test('R29 nothing is proven while bytes of it lie anywhere; then the proof is written', async () => {
  assert.deepEqual(await prove(house), []);
  const remains = (await findRemains(house)).get(ines.accountId)!;
  assert.deepEqual(remains.rows, {});
  assert.ok(remains.blobs >= 1, 'on record until the sweep');
  assert.equal(await bytesOnDisk(), true);
  life.goTo('2027-01-03');
  await reopen();
  // What comes after stands in another container.
  await put(marie, filler());
  await sweepBlobs(house);
  assert.equal(await blobRows(own), 0);
  assert.equal(await blobRows(shared), 1);
  assert.equal(await bytesOnDisk(), true);
  assert.deepEqual(await prove(house), [], 'its bytes are still in a container that a reader may know');
  life.goTo('2027-01-05');
  await sweepBlobs(house);
  assert.deepEqual(await prove(house), [ines.accountId]);
  assert.equal(await bytesOnDisk(), false);
  const bytes = await house.store.blobs.read(createHash('sha256').update(shared).digest() as never);
  assert.deepEqual(bytes, shared);
});

test('R29 a delay set by the house stands for the visa; the journal tells of both', async () => {
  const leo = await life.accountOf('3');
  const rules = { ...usualLife, eliminationDays: 90 };
  life.goTo('2027-03-31');
  assert.deepEqual(await eliminate(house, rules), []);
  life.goTo('2027-04-01');
  assert.deepEqual(await eliminate(house, rules), [leo]);
  assert.equal((await verifyJournal(house)).kind, 'whole');
  const acts = await house.store.database.query<{ facts: string }>({
    text: `select facts from act where kind = 'eliminated' order by seq`,
  });
  assert.deepEqual(
    acts.map(act => (JSON.parse(act.facts) as { grounds: string }).grounds),
    ['visa', 'delay'],
  );
});

test('R2 R29 whom HR goes on naming after the elimination is not taken in again; who comes back has the address again', async () => {
  const rows = [
    { key: '1', family: 'Martin', given: 'Marie' },
    { key: '2', family: 'Ouali', given: 'Inès', population: 'contractuel' as const, to: '30/11/2026' },
  ];
  const old = await life.feed(rows);
  assert.equal(old.diff.new.length, 0);
  const back = await life.feed([...rows.slice(0, 1), { ...rows[1]!, from: '01/04/2027', to: '31/08/2027' }]);
  assert.equal(back.opened.size, 1);
  const again = await life.actor('2');
  assert.notEqual(again.accountId, ines.accountId);
  assert.equal(again.address, ines.address);
  const kept = await house.store.database.query({
    text: 'select 1 from eliminated_person where of_account = $1',
    values: [ines.accountId],
  });
  assert.equal(kept.length, 0);
});

test('R2 R45 ten years later the address is nobody’s, and nothing waits for them any more', async () => {
  const leo = { text: `select 1 from address where address like 'leo.roy@%'` };
  assert.equal((await house.store.database.query(leo)).length, 1);
  life.goTo('2037-03-31');
  await eliminate(house, usualLife);
  assert.equal((await house.store.database.query(leo)).length, 1);
  life.goTo('2037-04-01');
  await eliminate(house, usualLife);
  assert.equal((await house.store.database.query(leo)).length, 0);
  assert.equal((await house.store.database.query({ text: 'select 1 from eliminated_person' })).length, 0);
});
