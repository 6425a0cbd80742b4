import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { correspondents } from './addresses.ts';
import { difficultRows } from './difficult-rows.ts';
import { hrFile, hrHeader, hrLines } from './hr-file.ts';
import { everyPerson, people } from './people.ts';
import { period } from './person.ts';
import { randomFrom } from './random.ts';
import { schools, uaiLetter } from './schools.ts';

const today = '2026-11-24';

test('every school has a number of its own, a right check letter, zone B; the first alone is the rectorat', () => {
  const all = schools(randomFrom('schools'), 1500);
  assert.equal(all.length, 1500);
  assert.equal(new Set(all.map(each => each.uai)).size, 1500);
  for (const { uai, zone } of all) {
    assert.match(uai, /^0(02|60|80)5\d{3}[A-HJ-NPR-Z]$|^0(02|60|80)[6-9]\d{3}[A-HJ-NPR-Z]$/);
    assert.equal(uai.at(-1), uaiLetter(uai.slice(0, 7)));
    assert.equal(zone, 'B');
  }
  assert.deepEqual(
    all.map(each => each.kind).flatMap((kind, rank) => (kind === 'rectorat' ? [rank] : [])),
    [0],
  );
});

test('the check letter is that of the national register', () => {
  // Two well-known lycées of Paris.
  assert.equal(uaiLetter('0750654'), 'D');
  assert.equal(uaiLetter('0750655'), 'E');
  assert.equal(uaiLetter('0000000'), 'A');
  assert.equal(uaiLetter('0000022'), 'Z');
});

test('fifty thousand people have distinct keys and NUMENs and sound careers', () => {
  const places = schools(randomFrom('many'), 1500);
  const known = new Set(places.map(each => each.uai));
  const keys = new Set<string>();
  const numens = new Set<string>();
  let numbered = 0;
  let count = 0;
  for (const person of everyPerson(randomFrom('many'), places, 50_000, today)) {
    count++;
    keys.add(person.hrKey);
    if (person.numen !== null) {
      numbered++;
      numens.add(person.numen);
      assert.match(person.numen, /^\d{2}E\d{7}[A-Z]{3}$/);
    }
    assert.equal(person.assignments.filter(each => each.main).length, 1, person.hrKey);
    assert.ok(
      person.assignments.every(each => known.has(each.uai)),
      person.hrKey,
    );
    assert.ok(
      person.assignments.every(each => each.lastDay === null || each.lastDay >= each.firstDay),
      person.hrKey,
    );
    assert.deepEqual(period(person.assignments), { firstDay: person.firstDay, lastDay: person.lastDay });
    assert.ok(person.birthDate < person.firstDay, person.hrKey);
    assert.notEqual(person.birthName, person.familyName);
  }
  assert.deepEqual([count, keys.size, numens.size], [50_000, 50_000, numbered]);
});

test('the same seed gives the same people, and the first hundred do not depend on how many follow', () => {
  const hash = (seed: string, count: number) => {
    const places = schools(randomFrom(seed), 40);
    const list = people(randomFrom(seed), places, count, today).slice(0, 100);
    return createHash('sha256').update(hrFile(list)).digest('hex');
  };
  assert.equal(hash('a', 100), hash('a', 400));
  assert.notEqual(hash('a', 100), hash('b', 100));
});

test('people need the schools of the demonstration', () => {
  assert.throws(() => people(randomFrom('few'), schools(randomFrom('few'), 5), 3, today), RangeError);
});

test('the HR file has one line an assignment, thirteen fields a line, CRLF and French dates', () => {
  const list = people(randomFrom('file'), schools(randomFrom('file'), 60), 300, today);
  const text = hrFile(list);
  const lines = text.split('\r\n');
  assert.equal(lines.pop(), '');
  assert.equal(lines[0], hrHeader);
  assert.equal(
    lines.length - 1,
    list.reduce((sum, each) => sum + each.assignments.length, 0),
  );
  for (const line of lines.slice(1)) {
    const fields = line.split(';');
    assert.equal(fields.length, 13);
    assert.match(`${fields[5]} ${fields[10]}`, /^\d{2}\/\d{2}\/\d{4} \d{2}\/\d{2}\/\d{4}$/);
    assert.match(fields[12] as string, /^(oui|non)$/);
  }
  assert.equal([...hrLines(list)].join(''), text);
});

test('difficult rows hold a pupil and two identities under one key, and say what is wrong with each', () => {
  const rows = difficultRows(today);
  assert.equal(rows.filter(each => each.wrong === 'pupil').length, 1);
  assert.match(rows[0]?.line ?? '', /;élève;/);
  const columns = hrHeader.split(';').length;
  for (const { line, wrong } of rows) assert.equal(line.split(';').length === columns, wrong !== 'missing column');
});

test('no address is given twice, homonyms are numbered, every letter is ASCII', () => {
  const list = correspondents(people(randomFrom('addresses'), schools(randomFrom('addresses'), 30), 5000, today));
  const addresses = list.map(each => each.address);
  assert.equal(new Set(addresses).size, 5000);
  for (const address of addresses) assert.match(address, /^[a-z0-9-]+\.[a-z0-9-]+@ac-amiens\.test$/);
  assert.deepEqual(addresses.slice(1, 6), [
    'marie.martin@ac-amiens.test',
    'marie.martin1@ac-amiens.test',
    'marie.martin2@ac-amiens.test',
    'jean.dupont@ac-amiens.test',
    'jean.dupont1@ac-amiens.test',
  ]);
});
