import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  DamagedBlob,
  type KeyRing,
  openEntry,
  plainText,
  readEntry,
  readTrailer,
  trailerLength,
  writeEntry,
} from './entry.ts';

const ring: KeyRing = {
  current: 2,
  keys: new Map([
    [1, Buffer.alloc(32, 1)],
    [2, Buffer.alloc(32, 2)],
  ]),
};
const salt = Buffer.alloc(16, 7);

/** Bytes that compress, in any size around the frame limits. */
const blobs = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 65_530, max: 65_545 }),
      fc.integer({ min: 0, max: 400_000 }),
    ),
    fc.integer(),
  )
  .map(([size, seed]) =>
    Buffer.concat([Buffer.from(`${seed}`.repeat(size)).subarray(0, size / 2), randomBytes(size)]).subarray(0, size),
  );

test('any bytes come back, encrypted or not', () => {
  fc.assert(
    fc.property(blobs, fc.boolean(), (bytes, encrypted) => {
      const keys = encrypted ? ring : plainText;
      const { pieces, hash, size, stored } = writeEntry(bytes, keys, salt);
      const entry = Buffer.concat(pieces);
      assert.equal(entry.length, stored);
      assert.deepEqual(hash, createHash('sha256').update(bytes).digest());
      assert.ok(readEntry(entry, hash, size, keys).equals(bytes));
    }),
    { numRuns: 60 },
  );
});

test('a single frame is read without the others', () => {
  const bytes = randomBytes(200_000);
  const { pieces, hash, size } = writeEntry(bytes, ring, salt);
  const stored = Buffer.concat(pieces);
  const offsets = readTrailer(stored.subarray(stored.length - trailerLength(size)), hash, size);
  const entry = openEntry(stored.subarray(0, 24), size, ring);
  assert.ok(entry.frame(stored.subarray(offsets[2], offsets[3]), 2).equals(bytes.subarray(131_072, 196_608)));
});

test('an old key still reads what it wrote; a lost key is told', () => {
  const old = { ...ring, current: 1 };
  const { pieces, hash, size } = writeEntry(Buffer.from('bonjour'), old, salt);
  const stored = Buffer.concat(pieces);
  assert.equal(readEntry(stored, hash, size, ring).toString(), 'bonjour');
  assert.throws(() => readEntry(stored, hash, size, { current: 2, keys: new Map() }), DamagedBlob);
});

test('no flipped bit goes unnoticed, encrypted or not', () => {
  const bytes = Buffer.from('Conseil de classe le 12 mars. '.repeat(40));
  for (const keys of [plainText, ring]) {
    const { pieces, hash, size } = writeEntry(bytes, keys, salt);
    const stored = Buffer.concat(pieces);
    for (let at = 0; at < stored.length; at += 1) {
      const damaged = Buffer.from(stored);
      damaged[at]! ^= 0x10;
      let read: Buffer | undefined;
      try {
        read = readEntry(damaged, hash, size, keys);
      } catch (error) {
        assert.ok(error instanceof DamagedBlob, `byte ${at}`);
      }
      // Without encryption the salt means nothing, and a changed one changes nothing.
      if (read !== undefined) assert.ok(keys === plainText && at >= 8 && at < 24 && read.equals(bytes), `byte ${at}`);
    }
  }
});

test('a torn entry is damaged, never shorter', () => {
  const { pieces, hash, size } = writeEntry(randomBytes(1000), plainText, salt);
  const stored = Buffer.concat(pieces);
  for (let length = 0; length < stored.length; length += 1) {
    assert.throws(() => readEntry(stored.subarray(0, length), hash, size, plainText));
  }
});
