import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  buckets,
  endBytes,
  entriesAt,
  entryBytes,
  holds,
  mark,
  placeOf,
  readLeakedLine,
  writeLeakedList,
} from './leaked-list.ts';

function has(file: Buffer, password: string): boolean {
  const { bucket, entry } = placeOf(password);
  const at = (index: number) => entriesAt + file.readUIntBE(mark.length + index * endBytes, endBytes) * entryBytes;
  return holds(file.subarray(at(bucket), at(bucket + 1)), entry);
}

test('a list holds all that was put in, and nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 40 }), fc.string(), (passwords, other) => {
      const file = writeLeakedList(passwords);
      for (const each of passwords) assert.ok(has(file, each));
      assert.equal(has(file, other), passwords.includes(other));
    }),
    { numRuns: 30 },
  );
});

test('the ends of buckets are those of the whole list', () => {
  const file = writeLeakedList(['a', 'b', 'c']);
  assert.equal(file.readUIntBE(mark.length + buckets * endBytes, endBytes), 3);
  assert.equal(file.length, entriesAt + 3 * entryBytes);
});

test('a line is a hash and a count, whatever else is none', () => {
  assert.equal(readLeakedLine(`${'AB'.repeat(20)}:42\r`)?.seen, 42);
  fc.assert(
    fc.property(fc.string(), line => assert.ok(readLeakedLine(line) === null || /^[0-9A-Fa-f]{40}:/.test(line))),
  );
});
