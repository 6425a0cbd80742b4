/**
 * The HR feed of a whole académie in each of its syntaxes, from octets to accounts: `node bench/feed.ts [rows]`. Prints
 * seconds, asserts nothing. The target it was written for: 50,000 rows in under 20 s.
 */
import { annuaireLdif, annuaireXml } from '../dev/academie/annuaire-file.ts';
import { hrFile } from '../dev/academie/hr-file.ts';
import { everyPerson } from '../dev/academie/people.ts';
import type { Person } from '../dev/academie/person.ts';
import { randomFrom } from '../dev/academie/random.ts';
import { schools } from '../dev/academie/schools.ts';
import { handClock, peopleHouse, peopleStore } from '../dev/testing/people.ts';
import { readHrFeed } from '../server/formats/hr/read.ts';
import { usualRule } from '../server/formats/person-name/address-rule.ts';
import { importFeed } from '../server/services/people/import-feed.ts';
import { importSchools } from '../server/services/people/import-schools.ts';

import { cpuOf } from './processes.ts';

const wanted = Number(process.argv[2] ?? 50_000);
const day = '2026-11-25';

const random = randomFrom('feed');
const places = schools(random, Math.max(12, Math.ceil(wanted / 33)));
const people: Person[] = [];
let rows = 0;
for (const person of everyPerson(random, places, wanted, day)) {
  if (rows >= wanted) break;
  if (!person.assignments.every(each => each.lastDay === null || each.lastDay >= each.firstDay)) continue;
  people.push(person);
  rows += person.assignments.length;
}

const syntaxes: Record<string, (all: readonly Person[]) => string> = {
  CSV: hrFile,
  'XML (AAF)': annuaireXml,
  LDIF: annuaireLdif,
};

for (const [name, write] of Object.entries(syntaxes)) {
  const bytes = Buffer.from(write(people));
  const clock = handClock(`${day}T08:00:00Z`);
  const store = await peopleStore(clock);
  const house = peopleHouse(store, clock);
  await importSchools(house, 'console', places);
  const run = async (mode: 'confirm' | 'preview') => {
    const busy = cpuOf(process.pid);
    const start = performance.now();
    const feed = readHrFeed(bytes);
    const read = performance.now();
    const outcome = await importFeed(house, 'console', feed, { scope: 'complete', addressRule: usualRule, mode });
    const apply = performance.now() - read;
    return { read: read - start, apply, processor: cpuOf(process.pid) - busy, outcome };
  };
  const first = await run('confirm');
  const again = await run('confirm');
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
  const { outcome } = first;
  console.log(
    `${name}: ${rows} rows, ${(bytes.length / 1e6).toFixed(1)} MB; read ${seconds(first.read)}, applied ${seconds(first.apply)}, whole ${seconds(first.read + first.apply)}; processor time, PostgreSQL's included, ${(first.processor / 1000).toFixed(1)} s`,
  );
  const { new: hired, refused } = outcome.diff;
  const moved = again.outcome.diff.new.length + again.outcome.diff.changed.length + again.outcome.diff.missing.length;
  console.log(
    `  ${hired.length} people, ${outcome.opened.size} accounts, ${refused.length} refused; again: ${seconds(again.read + again.apply)}, ${moved} changes`,
  );
  await store.close();
}
