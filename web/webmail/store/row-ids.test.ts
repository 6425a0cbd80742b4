import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyChanges, placePage, type RowIds } from './row-ids.ts';

test('a page stands at its place in a list of which nothing else is known', () => {
  const rows = placePage([], 2, ['c', 'd'], 6);
  assert.deepEqual(rows, [undefined, undefined, 'c', 'd', undefined, undefined]);
});

test('an id that a page shows elsewhere leaves the place it had', () => {
  assert.deepEqual(placePage(['a', 'b', 'c'], 1, ['a', 'b'], 3), [undefined, 'a', 'b']);
});

test('a message that came is at the top and all else one lower, gaps too', () => {
  const rows = applyChanges(['a', undefined, 'c'], { removed: ['n'], added: [{ id: 'n', index: 0 }], total: 4 });
  assert.deepEqual(rows, ['n', 'a', undefined, 'c']);
});

test('a message removed from a place nobody knows leaves only what is certain', () => {
  assert.deepEqual(applyChanges(['a', undefined, 'c'], { removed: ['b'], added: [], total: 2 }), ['a', undefined]);
});

test('brought forward, a known row is never wrong, whatever happened to the list and however little was known', () => {
  const names = fc.uniqueArray(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 25 });
  fc.assert(
    fc.property(names, names, fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }), (before, news, seen) => {
      const known: RowIds = before.map((id, at) => (seen[at] ? id : undefined));
      // As the server does: what stays keeps its order, every other id of either list is removed, and added where it is.
      const staying = before.filter((id, at) => news.includes(id) && at % 3 !== 0);
      const after = merge(
        staying,
        news.filter(id => !staying.includes(id)),
      );
      const moved = new Set([...before, ...after].filter(id => !staying.includes(id)));
      const added = after.flatMap((id, index) => (moved.has(id) ? [{ id, index }] : []));
      const rows = applyChanges(known, { removed: [...moved], added, total: after.length });
      assert.equal(rows.length, after.length);
      for (const [at, id] of rows.entries()) if (id !== undefined) assert.equal(id, after[at]);
    }),
  );
});

function merge(one: readonly string[], other: readonly string[]): string[] {
  if (one.length === 0) return [...other];
  return [one[0]!, ...other.slice(0, 1), ...merge(one.slice(1), other.slice(1))];
}
