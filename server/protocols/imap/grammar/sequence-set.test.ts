import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Reader } from './reader.ts';
import {
  formatRanges,
  formatSequenceSet,
  isWithin,
  readSequenceSet,
  resolveRanges,
  slicesWithin,
} from './sequence-set.ts';

function resolve(text: string, largest: number) {
  const set = readSequenceSet(new Reader([Buffer.from(text)], { utf8: false }));
  return set.kind === 'saved' ? [] : resolveRanges(set.ranges, largest);
}

test('ranges are put in order, joined, and the star is the largest number', () => {
  assert.equal(formatRanges(resolve('2,4:7,9,12:*', 15)), '2,4:7,9,12:15');
  assert.equal(formatRanges(resolve('*:4,5:7', 10)), '4:10');
  assert.equal(formatRanges(resolve('559:*', 3)), '3:559');
  assert.equal(formatRanges(resolve('3,2,1,4', 9)), '1:4');
});

test('the widest range costs no more than the narrowest', () => {
  const uids = Uint32Array.from({ length: 1000 }, (_, i) => i * 4_000_000 + 1);
  assert.deepEqual(slicesWithin(resolve('1:4294967295', 1), uids), [{ start: 0, end: 1000 }]);
  assert.deepEqual(slicesWithin(resolve('4294967295', 1), uids), []);
});

test('slices and membership agree with looking at each number', () => {
  const range = fc.record({ from: fc.integer({ min: 1, max: 60 }), to: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(
      fc.array(range, { minLength: 1, maxLength: 8 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
      (ranges, some) => {
        const numbers = some.sort((a, b) => a - b);
        const expected = numbers.filter(n =>
          ranges.some(({ from, to }) => n >= Math.min(from, to) && n <= Math.max(from, to)),
        );
        const resolved = resolveRanges(ranges, 60);
        assert.deepEqual(
          slicesWithin(resolved, numbers).flatMap(({ start, end }) => numbers.slice(start, end)),
          expected,
        );
        assert.deepEqual(
          numbers.filter(n => isWithin(resolved, n)),
          expected,
        );
      },
    ),
  );
});

test('a set is written as short as can be and read back', () => {
  assert.equal(formatSequenceSet([]), '');
  assert.equal(formatSequenceSet([1, 2, 3, 7, 9, 10]), '1:3,7,9:10');
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), some => {
      const numbers = some.sort((a, b) => a - b);
      const text = formatSequenceSet(numbers);
      assert.equal(formatRanges(resolve(text, 1)), text);
    }),
  );
});
