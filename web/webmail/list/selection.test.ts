import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extend, nothingSelected, selectAll, toggle, within } from './selection.ts';

const rows = ['a', 'b', undefined, 'd', 'e'];

test('a row is chosen and left again', () => {
  const one = toggle(nothingSelected, 'b');
  assert.deepEqual([...one.ids], ['b']);
  assert.equal(toggle(one, 'b').ids.size, 0);
});

test('a range goes from the last chosen row, both ways, over rows that are not known', () => {
  assert.deepEqual([...extend(toggle(nothingSelected, 'a'), 'd', rows).ids], ['a', 'b', 'd']);
  assert.deepEqual([...extend(toggle(nothingSelected, 'e'), 'b', rows).ids].sort(), ['b', 'd', 'e']);
});

test('without a row to begin from, a range is its row', () => {
  assert.deepEqual([...extend(nothingSelected, 'd', rows).ids], ['d']);
});

test('what leaves the list is selected no more', () => {
  const all = selectAll(rows);
  assert.deepEqual([...within(all, ['b', 'e']).ids], ['b', 'e']);
  assert.equal(within(all, rows), all);
});
