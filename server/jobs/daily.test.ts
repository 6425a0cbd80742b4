import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type MailHouse, mailHouse } from '../../dev/testing/mail-house.ts';
import { usualRule } from '../formats/person-name/address-rule.ts';
import { requestPackage } from '../services/departure/packages.ts';
import type { House } from '../services/house.ts';
import { usualLife } from '../services/lifecycle/rules.ts';
import { listPackages } from '../store/departure-packages.ts';
import { type Daily, startDaily } from './daily.ts';

let kept: MailHouse;
let directory: string;
const lines: string[] = [];
before(async () => {
  kept = await mailHouse();
  directory = await mkdtemp(join(tmpdir(), 'vaguemestre-daily-'));
});
after(async () => {
  await kept.close();
  await rm(directory, { recursive: true });
});

function start(change: Partial<House> = {}): Daily {
  const log = { ...kept.house.log, info: (event: string) => void lines.push(event) };
  return startDaily({
    house: { ...kept.house, log, ...change },
    rules: usualLife,
    addressRule: usualRule,
    packagesDirectory: directory,
    partsOf: async () => [],
    lookEvery: 3_600_000,
  });
}

test('of two nodes one does the day’s work, once, and the next day again', async () => {
  const [one, other] = [start(), start()];
  await Promise.all([one.look(), other.look()]);
  await one.look();
  assert.equal(lines.filter(event => event === 'day-lived').length, 1);
  kept.clock.advance(86_400_000);
  await other.look();
  assert.equal(lines.filter(event => event === 'day-lived').length, 2);
  await Promise.all([one.close(), other.close()]);
});

test('a work that fails keeps none of the others, and is tried again when its claim is over', async () => {
  kept.clock.advance(86_400_000);
  const store = { ...kept.house.store, blobs: { ...kept.house.store.blobs, containers: {} as never } };
  const failing = start({ store });
  const before = lines.length;
  await failing.look();
  assert.ok(lines.slice(before).includes('day-lived'));
  assert.equal(kept.faults.splice(0).length, 1);
  const [left] = await kept.house.store.database.query<{ done: number }>({
    text: `select count(*) as done from daily_work where name = 'endings' and done_for = '2026-11-26'`,
  });
  assert.equal(left!.done, 0);
  await failing.close();
  kept.clock.advance(2 * 3_600_000);
  const sound = start();
  await sound.look();
  await sound.close();
  const [done] = await kept.house.store.database.query<{ done: number }>({
    text: `select count(*) as done from daily_work where name = 'endings' and done_for = '2026-11-26'`,
  });
  assert.equal(done!.done, 1);
});

test('R28 packages are made as they are asked for', async () => {
  const actor = await kept.account('leaver');
  await requestPackage(kept.house, actor);
  const daily = start();
  await daily.look();
  await daily.close();
  assert.deepEqual(
    (await listPackages(kept.house.store.database, actor.accountId)).map(each => each.state),
    ['ready'],
  );
  assert.deepEqual(kept.faults, []);
});
