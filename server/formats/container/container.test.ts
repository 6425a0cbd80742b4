import assert from 'node:assert/strict';
import { createHash, createSecretKey } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeWhole, encodeSmall, encodeWhole } from './entry.ts';
import {
  ContainerDamage,
  decodeEntryHeader,
  decodeFileHeader,
  decodeTable,
  encodeFileHeader,
  encodeTable,
  fileHeaderSize,
  frameSize,
} from './layout.ts';
import { scanContainer } from './scan.ts';
import { type ContainerKeys, noKeys } from './seal.ts';

const keyOne = createSecretKey(Buffer.alloc(32, 1));
const keyTwo = createSecretKey(Buffer.alloc(32, 2));
const encrypted: ContainerKeys = { current: 1, keys: new Map([[1, keyOne]]) };
const rotated: ContainerKeys = {
  current: 2,
  keys: new Map([
    [1, keyOne],
    [2, keyTwo],
  ]),
};

/** Bytes that shrink, bytes that do not, around the sizes where frames end. */
const blob = fc
  .tuple(
    fc.oneof(
      fc.nat(300),
      fc.integer({ min: -2, max: 2 }).map(around => frameSize + around),
      fc.nat(4 * frameSize),
    ),
    fc.boolean(),
    fc.integer(),
  )
  .map(([size, random, seed]) => makeBytes(size, random, seed));

function makeBytes(size: number, random: boolean, seed: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let state = seed | 1;
  for (let at = 0; at < size; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = random ? state & 0xff : 97 + ((at + seed) % 7);
  }
  return bytes;
}

const header = encodeFileHeader({ writer: Buffer.alloc(16, 7), createdAt: new Date(1_700_000_000_000) });

function reader(file: Buffer) {
  return async (offset: number, length: number) => file.subarray(offset, offset + length);
}

describe('a container', () => {
  test('gives back any range of any blob, encrypted or not', async () => {
    await fc.assert(
      fc.asyncProperty(blob, fc.constantFrom(noKeys, encrypted), fc.nat(), fc.nat(), async (plain, keys, a, b) => {
        const entry = plain.length <= frameSize ? encodeSmall(plain, keys) : await encodeWhole(plain, keys);
        assert.deepEqual(entry.hash, createHash('sha256').update(plain).digest());
        assert.ok(decodeWhole(entry.bytes, entry.hash, keys).equals(plain));
        const start = a % (plain.length + 2);
        const end = start + (b % (plain.length + 2));
        assert.ok(decodeWhole(entry.bytes, entry.hash, keys, start, end).equals(plain.subarray(start, end)));
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test('finds any changed byte', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(noKeys, encrypted),
        fc.nat(3000),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (keys, size, at, bits) => {
          const { bytes, hash } = encodeSmall(makeBytes(size, size % 2 === 0, size), keys);
          const place = at % bytes.length;
          bytes[place] = bytes[place]! ^ bits;
          assert.throws(() => decodeWhole(bytes, hash, keys), ContainerDamage);
        },
      ),
      { seed: 2, numRuns: 400 },
    );
  });

  test('whatever bytes it is given, it answers or tells of damage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), noise => {
        for (const decode of [
          () => decodeFileHeader(Buffer.from(noise)),
          () => decodeEntryHeader(Buffer.from(noise)),
          () => decodeWhole(Buffer.from(noise), undefined, encrypted),
          () => decodeTable(Buffer.from(noise), { size: noise.length, stored: 200 }),
        ]) {
          try {
            decode();
          } catch (error) {
            assert.ok(error instanceof ContainerDamage);
          }
        }
      }),
      { seed: 3 },
    );
  });

  test('does not give one blob for another, nor one frame for another', async () => {
    const one = encodeSmall(Buffer.from('one'), encrypted);
    const two = encodeSmall(Buffer.from('two'), encrypted);
    assert.throws(() => decodeWhole(one.bytes, two.hash, encrypted), /another blob/);

    const same = Buffer.alloc(2 * frameSize, 'x');
    same[frameSize] = 0x79;
    const { bytes, hash } = await encodeWhole(same, encrypted);
    const [first, second] = decodeTable(bytes.subarray(-12), decodeEntryHeader(bytes));
    const frames = bytes.subarray(96, -12);
    const swapped = Buffer.concat([
      bytes.subarray(0, 96),
      frames.subarray(first!.length),
      frames.subarray(0, first!.length),
      encodeTable([second!, first!]),
    ]);
    assert.throws(() => decodeWhole(swapped, hash, encrypted), /tag of frame 0/);
  });

  test('encrypted, shows nothing of its text, and never the same bytes twice', () => {
    const plain = Buffer.from('Le mot de passe de la chaufferie.');
    const [a, b] = [encodeSmall(plain, encrypted), encodeSmall(plain, encrypted)];
    assert.equal(a.bytes.includes('chaufferie'), false);
    assert.equal(a.bytes.subarray(96).equals(b.bytes.subarray(96)), false);
  });

  test('keeps what an older key wrote readable after a rotation, and tells of a key it was not given', () => {
    const old = encodeSmall(Buffer.from('old'), encrypted);
    const young = encodeSmall(Buffer.from('young'), rotated);
    assert.equal(decodeWhole(old.bytes, old.hash, rotated).toString(), 'old');
    assert.equal(decodeWhole(young.bytes, young.hash, rotated).toString(), 'young');
    assert.throws(() => decodeWhole(young.bytes, young.hash, encrypted), /key 2 is not among the keys/);
    assert.throws(() => decodeWhole(old.bytes, old.hash, { current: 1, keys: new Map([[1, keyTwo]]) }), /header tag/);
  });

  test('tells a torn tail wherever it was cut, and keeps what lies before', async () => {
    const entries = ['a', 'bb'.repeat(500), 'c'.repeat(70_000)].map(text => Buffer.from(text));
    const encoded = await Promise.all(entries.map(plain => encodeWhole(plain, encrypted)));
    const file = Buffer.concat([header, ...encoded.map(entry => entry.bytes)]);
    const whole = await scanContainer(reader(file), file.length);
    assert.equal(whole.torn, undefined);
    assert.deepEqual(
      whole.entries.map(({ header: { hash, size } }) => [hash, size]),
      encoded.map(({ hash, size }) => [hash, size]),
    );
    const ends = [...whole.entries.map(entry => entry.offset), file.length];
    for (let length = fileHeaderSize; length < file.length; length += 13) {
      const scanned = await scanContainer(reader(file.subarray(0, length)), length);
      assert.equal(
        scanned.end,
        ends.findLast(end => end <= length),
      );
      assert.equal(scanned.torn === undefined, scanned.end === length);
    }
    const zeroed = Buffer.concat([file, Buffer.alloc(500)]);
    assert.deepEqual(await scanContainer(reader(zeroed), zeroed.length), {
      ...whole,
      torn: 'damaged container: no entry',
    });
  });

  test('of a stranger, or of a format to come, is refused', () => {
    assert.throws(() => decodeFileHeader(Buffer.alloc(64)), /no container/);
    assert.throws(() => decodeFileHeader(header.subarray(0, 63)), /no container/);
    assert.deepEqual(decodeFileHeader(header).createdAt, new Date(1_700_000_000_000));
  });
});
