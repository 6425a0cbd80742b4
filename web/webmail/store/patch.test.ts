import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyPatch, invertPatch, pathOf } from './patch.ts';

const email = { keywords: { $seen: true }, mailboxIds: { M1: true } } as const;

test('a patch of paths adds and removes names; a whole set takes the place of all', () => {
  const moved = applyPatch(email, { 'mailboxIds/M1': null, 'mailboxIds/M2': true, 'keywords/$seen': null });
  assert.deepEqual(moved, { keywords: {}, mailboxIds: { M2: true } });
  assert.deepEqual(applyPatch(email, { mailboxIds: { M9: true } }).mailboxIds, { M9: true });
});

test('names with the signs of paths survive them', () => {
  const path = pathOf('keywords', 'a/b~c');
  assert.deepEqual(applyPatch(email, { [path]: true }).keywords, { $seen: true, 'a/b~c': true });
});

test('whatever is done is taken back whole', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c/d', 'e~f', '$seen'));
  const set = names.map(list => Object.fromEntries(list.map(name => [name, true as const])));
  const patch = fc.dictionary(
    fc
      .tuple(fc.constantFrom('keywords' as const, 'mailboxIds' as const), fc.constantFrom('a', 'b', 'c/d', 'e~f'))
      .map(([of, name]) => pathOf(of, name)),
    fc.constantFrom(true, null),
  );
  fc.assert(
    fc.property(
      set,
      set,
      fc.oneof(
        patch,
        set.map(mailboxIds => ({ mailboxIds })),
      ),
      (keywords, mailboxIds, change) => {
        const before = { keywords, mailboxIds };
        const back = invertPatch(before, change);
        assert.deepEqual(applyPatch(applyPatch(before, change), back), before);
      },
    ),
  );
});
