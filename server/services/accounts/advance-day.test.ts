import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../dev/testing/database.ts';
import { handClock, importRows, type PeopleHouse, peopleHouse } from '../../../dev/testing/people.ts';
import { advanceDay } from './advance-day.ts';

let kept: TestDatabase;
let house: PeopleHouse;
const clock = handClock('2026-05-01T08:00:00Z');
before(async () => {
  kept = await testDatabase();
  house = peopleHouse(kept.database, clock);
  await importRows(house, [
    { key: '1', family: 'Martin', given: 'Marie', to: '30/06/2026' },
    { key: '2', family: 'Roy', given: 'Luc' },
  ]);
  await kept.database.query({ text: `update account set state = 'active'` });
});
after(() => kept.close());

const states = async () =>
  (await kept.database.query<{ state: string }>({ text: 'select state from account order by account_id' })).map(
    row => row.state,
  );

test('R26 R27 an account is leaving thirty days before the last day, works to the end of the thirtieth day after it, then closes', async () => {
  const days: [at: string, state: string][] = [
    ['2026-05-30T21:59:00Z', 'active'],
    // Midnight in Paris, not in Greenwich.
    ['2026-05-30T22:01:00Z', 'leaving'],
    ['2026-06-30T12:00:00Z', 'leaving'],
    ['2026-07-30T21:59:00Z', 'leaving'],
    ['2026-07-30T22:01:00Z', 'closed'],
    ['2027-07-30T22:01:00Z', 'closed'],
  ];
  for (const [at, state] of days) {
    clock.set(at);
    await advanceDay(house);
    assert.deepEqual(await states(), [state, 'active'], at);
    assert.deepEqual(await advanceDay(house), { leaving: 0, closed: 0 }, 'a second call changes nothing');
  }
});

test('an outage is caught up in one call', async () => {
  await kept.database.query({ text: `update account set state = 'active' where account_id = 1` });
  clock.set('2026-12-01T08:00:00Z');
  assert.deepEqual(await advanceDay(house), { leaving: 1, closed: 1 });
});
