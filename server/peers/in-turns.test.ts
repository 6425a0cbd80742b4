import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurns, TooManyWaiting } from './in-turns.ts';

/** Work that ends when it is told to. */
function controlled() {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  return {
    begun,
    work: (number: number) => () =>
      new Promise<number>(resolve => {
        begun.push(number);
        ends.push(() => resolve(number));
      }),
    endFirst: () => ends.shift()!(),
  };
}

test('so many at once, the others in line, and past that turned away', async () => {
  const { begun, work, endFirst } = controlled();
  const turns = inTurns({ atOnce: 2, waiting: 2 });
  const done = [1, 2, 3, 4].map(number => turns(work(number)));
  await assert.rejects(turns(work(5)), TooManyWaiting);
  assert.deepEqual(begun, [1, 2]);
  endFirst();
  assert.equal(await done[0], 1);
  assert.deepEqual(begun, [1, 2, 3]);
  endFirst();
  endFirst();
  await Promise.all(done.slice(0, 3));
  endFirst();
  assert.deepEqual(await Promise.all(done), [1, 2, 3, 4]);
});

test('work that fails leaves its place too', async () => {
  const turns = inTurns({ atOnce: 1, waiting: 10 });
  const failing = turns(() => Promise.reject(new Error('no')));
  const next = turns(async () => 'yes');
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'yes');
  assert.equal(await turns(async () => 'again'), 'again');
});
