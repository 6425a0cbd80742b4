import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { takeShares, type Waiting } from './batches.ts';

test('a small delivery goes at once, beside a large one', () => {
  const line = [
    { name: 'all', from: 0, left: 50_000 },
    { name: 'one', from: 0, left: 1 },
  ];
  const taken = takeShares(line, 512);
  assert.deepEqual(
    taken.map(({ of, count }) => [of.name, count]),
    [
      ['all', 511],
      ['one', 1],
    ],
  );
  assert.deepEqual(
    line.map(({ name, from }) => [name, from]),
    [['all', 511]],
  );
});

test('every destination is taken once, in order, and no batch is larger than its room', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 600 }),
      (sizes, room) => {
        const line: (Waiting & { size: number })[] = sizes.map(size => ({ size, from: 0, left: size }));
        const all = [...line];
        const next = new Map(all.map(one => [one, 0]));
        while (line.length > 0) {
          const taken = takeShares(line, room);
          const count = taken.reduce((sum, share) => sum + share.count, 0);
          assert.ok(count >= 1 && count <= room);
          for (const share of taken) {
            assert.equal(share.from, next.get(share.of));
            next.set(share.of, share.from + share.count);
          }
        }
        for (const one of all) assert.equal(next.get(one), one.size);
      },
    ),
  );
});
