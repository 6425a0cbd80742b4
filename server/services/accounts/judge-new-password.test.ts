import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { castRows } from '../../../dev/academie/cast-rows.ts';
import {
  handClock,
  importRows,
  type PeopleHouse,
  type PeopleStore,
  peopleHouse,
  peopleStore,
} from '../../../dev/testing/people.ts';
import type { AccountId } from '../../model/account.ts';
import { judgeNewPassword } from './judge-new-password.ts';

const clock = handClock('2026-09-10T08:00:00Z');
let kept: PeopleStore;
let house: PeopleHouse;
before(async () => {
  kept = await peopleStore(clock);
  house = peopleHouse(kept, clock);
  await importRows(house, [{ key: '1', family: 'Martin', given: 'Marie' }]);
});
after(() => kept.close());

const judge = async (password: string) => {
  const marie = { accountId: 1 as AccountId, address: 'marie.martin@ac-amiens.test' };
  return (await judgeNewPassword(house, marie, password, { least: 12 })).map(each => each.rule);
};

test('R16 what a dictionary leads to is refused though it has every kind of character', async () => {
  for (const password of ['Marseille13013!', 'Aa1!Aa1!Aa1!Aa1!', 'Qwertyazerty-12']) {
    assert.notDeepEqual(await judge(password), [], password);
  }
});

test('the passwords of the demonstration pass', async () => {
  for (const { password } of castRows) {
    if (password !== undefined) assert.deepEqual(await judge(password), [], password);
  }
});

test('the town and the school of the person are found', async () => {
  assert.deepEqual(await judge('Amiens-Cerise-Violon-82'), ['personal']);
  assert.deepEqual(await judge('Tilleuls-Cerise-Violon-82'), ['personal']);
});
