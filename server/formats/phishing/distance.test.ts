import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withinEdits } from './distance.ts';

test('insertions, deletions, replacements and swaps count one each', () => {
  for (const near of ['amiens', 'amien', 'amienss', 'amiebs', 'amines'])
    assert.ok(withinEdits(near, 'amiens', 1), near);
  assert.ok(!withinEdits('aimens-x', 'amiens', 1));
  assert.ok(withinEdits('impotsgouv', 'impots-gov', 2));
});

/** The textbook table, without bounds. */
function edits(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
        table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, table[i - 2]![j - 2]! + 1);
      table[i]![j] = cost;
    }
  }
  return table[a.length]![b.length]!;
}

test('the same as the whole table says', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(
      word,
      word,
      fc.integer({ min: 0, max: 3 }),
      (a, b, most) => withinEdits(a, b, most) === edits(a, b) <= most,
    ),
  );
});
