import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock, peopleHouse, peopleStore } from '../../dev/testing/people.ts';
import { attackByGuesses, budget } from './guessing.ts';

/** A fiftieth of the drill: 1,000 accounts, 200 networks, 100,000 guesses. */
const attack = { accounts: 20, networks: 4, guesses: 2000, perSecond: 4 };

test('R34 guesses spread over accounts and networks: none enters, few are judged, owners at home notice nothing', async () => {
  const clock = handClock('2026-09-10T08:00:00Z');
  const kept = await peopleStore(clock);
  try {
    const house = peopleHouse(kept, clock, [], { guessingAlarm: 15 });
    const { judged, mostOfOne, entered, owners, ownersRefused, told, alarms } = await attackByGuesses(
      house,
      clock,
      attack,
    );
    assert.deepEqual({ entered, ownersRefused, owners }, { entered: 0, ownersRefused: 0, owners: 20 });
    assert.ok(judged > 0 && mostOfOne <= budget(attack), `${mostOfOne} guesses at one, ${budget(attack)} at most`);
    assert.equal(told, 20, 'everybody hears of it');
    assert.equal(alarms, 1, 'and the operator once an hour');
  } finally {
    await kept.close();
  }
});
