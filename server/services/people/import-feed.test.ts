import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  type HrRow,
  handClock,
  hrCsv,
  importRows,
  type PeopleHouse,
  type PeopleStore,
  peopleHouse,
  peopleStore,
} from '../../../dev/testing/people.ts';
import { readHrCsv } from '../../formats/hr/csv.ts';
import { usualRule } from '../../formats/person-name/address-rule.ts';
import { Refusal } from '../../model/refusal.ts';
import { importFeed } from './import-feed.ts';
import { openBirthDate } from './secrets.ts';

let kept: PeopleStore;
let house: PeopleHouse;
const clock = handClock('2026-09-10T08:00:00Z');
before(async () => {
  kept = await peopleStore(clock);
  house = peopleHouse(kept, clock);
});
after(() => kept.close());
beforeEach(async () => {
  clock.set('2026-09-10T08:00:00Z');
  await kept.database.query({
    text: 'truncate person, school, account, address, assignment, role, mail_account, mailbox, email, placement, thread_key, account_event restart identity cascade',
  });
});

const marie: HrRow = { key: '1', family: 'Martin', given: 'Marie', numen: '80E0412345ABC' };
const zoe: HrRow = { key: '2', family: 'Lefèvre', given: 'Zoé', to: '31/08/2027', population: 'contractuel' };
const addresses = async () =>
  (
    await kept.database.query<{ line: string }>({
      text: `select a.address || case when a.main then '' else ' (alias)' end as line
             from address a join account c using (account_id) join person p using (person_id)
             order by p.hr_key, a.main desc, a.address`,
    })
  ).map(row => row.line);
const one = async <Row>(text: string) => (await kept.database.query<Row>({ text }))[0]!;

test('R1 a person of the feed gets an account, an address, room and the first mailboxes, all subscribed', async () => {
  const { kind, diff } = await importRows(house, [marie, zoe]);
  assert.equal(kind, 'applied');
  assert.equal(diff.new.length, 2);
  assert.deepEqual(await addresses(), ['marie.martin@ac-amiens.test', 'zoe.lefevre@ac-amiens.test']);
  const mailboxes = await kept.database.query<{
    name: string;
    role: string;
    uid_validity: number;
    subscribed: boolean;
  }>({
    text: 'select name, role, uid_validity, subscribed from mailbox where account_id = 1 order by mailbox_id',
  });
  assert.deepEqual(
    mailboxes.map(each => each.name),
    ['INBOX', 'Brouillons', 'Envoyés', 'Archives', 'Indésirables', 'Corbeille', 'Signaler un hameçonnage'],
  );
  assert.ok(mailboxes.every(each => each.subscribed));
  assert.equal(new Set(mailboxes.map(each => each.uid_validity)).size, 7);
  const counters = await one<{ last_id: number; last_uid_validity: number; allowed_bytes: number }>(
    'select last_id, last_uid_validity, allowed_bytes from mail_account where account_id = 1',
  );
  assert.equal(counters.last_id, 7);
  assert.equal(counters.last_uid_validity, mailboxes[6]!.uid_validity);
  assert.equal(counters.allowed_bytes, 1e9);
  assert.deepEqual(await one('select state, closes_on from account where account_id = 2'), {
    state: 'expected',
    closes_on: '2027-09-30',
  });
});

test('R8 the birth date is sealed for its person and the NUMEN is a keyed hash: neither is stored in clear', async () => {
  await importRows(house, [marie]);
  const row = await one<{ birth_date: Buffer; numen: Buffer }>('select birth_date, numen from person');
  assert.ok(!row.birth_date.includes('1974'));
  assert.equal(openBirthDate(house.keys, '1', row.birth_date), '1974-11-02');
  assert.throws(() => openBirthDate(house.keys, '2', row.birth_date));
  assert.equal(row.numen.length, 32);
});

test('the same feed twice changes nothing', async () => {
  await importRows(house, [marie, zoe]);
  const rows = () =>
    kept.database.query({
      text: 'select p.*, a.*, p.xmin::text, a.xmin::text as x from person p join account a using (person_id)',
    });
  const before = await rows();
  const { diff } = await importRows(house, [marie, zoe]);
  assert.equal(diff.unchanged.length, 2);
  assert.equal(diff.new.length + diff.changed.length + diff.leaving.length + diff.missing.length, 0);
  assert.deepEqual(await rows(), before);
});

test('R2 homonyms are numbered in the order of the feed, and keep their number', async () => {
  await importRows(house, [marie, { ...marie, key: '3', numen: '' }], { scope: 'partial' });
  await importRows(house, [{ ...marie, key: '0', numen: '' }], { scope: 'partial' });
  await importRows(house, [{ ...marie, key: '0', numen: '', function: 'Documentaliste' }, marie], { scope: 'partial' });
  assert.deepEqual(await addresses(), [
    'marie.martin2@ac-amiens.test',
    'marie.martin@ac-amiens.test',
    'marie.martin1@ac-amiens.test',
  ]);
});

test('R2 a change of name adds an address and keeps the old one; the name that comes back finds its address', async () => {
  await importRows(house, [marie]);
  await importRows(house, [{ ...marie, family: 'Durand', birth: 'Martin' }]);
  assert.deepEqual(await addresses(), ['marie.durand@ac-amiens.test', 'marie.martin@ac-amiens.test (alias)']);
  await importRows(house, [{ ...marie, key: '4', numen: '' }], { scope: 'partial' });
  await importRows(house, [marie], { scope: 'partial' });
  assert.deepEqual(await addresses(), [
    'marie.martin@ac-amiens.test',
    'marie.durand@ac-amiens.test (alias)',
    'marie.martin1@ac-amiens.test',
  ]);
});

test('R2 an address is given again only ten years after its release', async () => {
  await importRows(house, [marie]);
  await kept.database.query({ text: `update address set released_on = '2026-09-01'` });
  await importRows(house, [{ ...marie, key: '5', numen: '' }], { scope: 'partial' });
  clock.set('2036-09-02T08:00:00Z');
  await importRows(house, [{ ...marie, key: '6', numen: '' }], { scope: 'partial' });
  assert.deepEqual(await addresses(), ['marie.martin1@ac-amiens.test', 'marie.martin@ac-amiens.test']);
});

test('R26 R31 a last day closes thirty days later, and a corrected one takes it back', async () => {
  await importRows(house, [marie, zoe]);
  await kept.database.query({ text: `update account set state = 'active'` });
  const gone = await importRows(house, [{ ...marie, to: '30/09/2026' }, zoe]);
  assert.deepEqual(
    gone.diff.leaving.map(each => each.fields),
    [['assignments']],
  );
  assert.deepEqual(await one('select state, closes_on from account where account_id = 1'), {
    state: 'leaving',
    closes_on: '2026-10-30',
  });
  const back = await importRows(house, [marie, zoe]);
  assert.equal(back.diff.returning.length, 1);
  assert.deepEqual(await one('select state, closes_on from account where account_id = 1'), {
    state: 'active',
    closes_on: null,
  });
});

test('who is no longer named by a complete feed leaves today; a partial feed says nothing of the absent', async () => {
  await importRows(house, [marie, zoe]);
  assert.equal((await importRows(house, [zoe], { scope: 'partial' })).diff.missing.length, 0);
  assert.deepEqual(
    (await importRows(house, [zoe])).diff.missing.map(each => each.hrKey),
    ['1'],
  );
  assert.deepEqual(
    await one("select last_day, closes_on from person join account using (person_id) where hr_key = '1'"),
    {
      last_day: '2026-09-10',
      closes_on: '2026-10-10',
    },
  );
  assert.equal(
    (await importRows(house, [zoe])).diff.missing.length,
    0,
    'ends tonight already: the same file changes nothing',
  );
  clock.advance(86_400);
  assert.equal((await importRows(house, [zoe])).diff.missing.length, 0);
});

test('a feed that would move more than two per cent is held, shows its diff and changes nothing until confirmed', async () => {
  const many = Array.from({ length: 60 }, (_, at) => ({
    key: `k${at}`,
    family: `Bernard${'abcdefghij'[at % 10]}`,
    given: 'Luc',
  }));
  await importRows(house, many);
  const cut = many.slice(0, 36);
  const held = await importRows(house, cut);
  assert.equal(held.kind, 'held');
  assert.equal(held.diff.missing.length, 24);
  assert.match(held.held!.fr, /24.*60.*40\s%/);
  assert.equal((await one<{ n: number }>('select count(*) as n from person where last_day is not null')).n, 0);
  const previewed = await importRows(house, cut, { mode: 'preview' });
  assert.equal(previewed.kind, 'previewed');
  assert.equal((await importRows(house, cut, { mode: 'confirm' })).kind, 'applied');
  assert.equal((await one<{ n: number }>('select count(*) as n from person where last_day is not null')).n, 24);
});

test('unknown schools, stolen NUMENs and names without Latin letters are refused with their lines', async () => {
  await importRows(house, [marie]);
  const { diff } = await importRows(house, [
    marie,
    { key: '7', family: 'Roy', given: 'Luc', uai: '0805003A' },
    { key: '8', family: 'Roy', given: 'Ana', numen: marie.numen! },
    { key: '9', family: 'Петров', given: 'Иван' },
  ]);
  assert.deepEqual(
    diff.refused.map(each => [each.line, each.column]),
    [
      [3, 'uai'],
      [4, 'numen'],
      [5, 'nom_usage'],
    ],
  );
  assert.match(diff.refused[0]!.why, /serait D/);
  const other = await importRows(house, [{ key: '8', family: 'Roy', given: 'Ana', numen: marie.numen! }], {
    scope: 'partial',
  });
  assert.match(other.diff.refused[0]!.why, /déjà celui de l’agent 1/);
});

test('a person whose line is refused is not taken for one who left', async () => {
  await importRows(house, [marie, zoe]);
  const { diff } = await importRows(house, [{ ...marie, born: '32/01/1974' }, zoe]);
  assert.equal(diff.refused.length, 1);
  assert.equal(diff.missing.length, 0);
});

test('two imports at once do the work once', async () => {
  const outcomes = await Promise.all([importRows(house, [marie, zoe]), importRows(house, [marie, zoe])]);
  assert.deepEqual(outcomes.map(each => each.diff.new.length).sort(), [0, 2]);
});

test('only an administrator imports', async () => {
  const actor = { accountId: 1, address: 'x', roles: [{ role: 'support', uai: '' }] } as never;
  await assert.rejects(
    importFeed(house, actor, readHrCsv(hrCsv([marie])), { scope: 'complete', addressRule: usualRule }),
    error => error instanceof Refusal && error.reason === 'not-permitted',
  );
});
