import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Uid } from '../../model/mailbox.ts';
import { type Threaded, type ThreadTree, threadByReferences, threadBySubject } from './thread-trees.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const message = fc.record({
  sent: fc.nat(5),
  subject: fc.constantFrom('', 'x', 'y'),
  reply: fc.boolean(),
  id: fc.option(id),
  references: fc.array(id, { maxLength: 4 }),
});
const messages = fc
  .array(message, { maxLength: 12 })
  .map(list => list.map((each, at): Threaded => ({ ...each, uid: (at + 1) as Uid })));

/** All UIDs of a forest; a placeholder holds several answers, or it would not be there. */
function uidsOf(trees: readonly ThreadTree[]): number[] {
  return trees.flatMap(({ uid, children }) => {
    if (uid === null) assert.ok(children.length > 0);
    return [...(uid === null ? [] : [uid]), ...uidsOf(children)];
  });
}

test('every message is in one thread, once, whatever it refers to', () => {
  fc.assert(
    fc.property(messages, list => {
      const all = list.map(({ uid }) => uid);
      for (const trees of [threadBySubject(list), threadByReferences(list, true), threadByReferences(list, false)])
        assert.deepEqual(
          uidsOf(trees).sort((a, b) => a - b),
          all,
        );
    }),
    { numRuns: 500, seed: 3 },
  );
});

test('a chain of ten thousand answers is cut into threads of bounded depth', () => {
  const list = Array.from({ length: 10_000 }, (_, at): Threaded => {
    const references = at === 0 ? [] : [`${at - 1}`];
    return { uid: (at + 1) as Uid, sent: at, subject: '', reply: at > 0, id: `${at}`, references };
  });
  const trees = threadByReferences(list, true);
  assert.equal(trees.length, 20);
});
