import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { plainText } from '../../formats/container/entry.ts';
import { Refusal } from '../../model/refusal.ts';
import { openSegments, SegmentMissing } from './segments.ts';

const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-segments-'));
after(() => rm(directory, { recursive: true }));
let hour = 0;
const options = { directory, ring: plainText, random: randomBytes, machineNow: () => Date.now() + hour };

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('blobs put at the same time are all there, each under its own reference', async () => {
  const segments = await openSegments(options);
  const blobs = Array.from({ length: 500 }, (_, index) => Buffer.from(`message ${index} `.repeat(index)));
  const refs = await Promise.all(blobs.map(blob => segments.put(blob)));
  for (const [index, ref] of refs.entries()) assert.ok((await segments.read(ref)).equals(blobs[index]!));
  await segments.close();
});

test('a long stream goes to a segment of its own and is read by ranges', async () => {
  const segments = await openSegments(options);
  const bytes = randomBytes(3_000_000);
  const [long, short] = await Promise.all([segments.put(inPieces(bytes, 70_001)), segments.put(Buffer.from('court'))]);
  assert.notEqual(long.container, short.container);
  assert.ok((await segments.read(long)).equals(bytes));
  for (const [from, to] of [
    [0, 1],
    [65_535, 65_537],
    [2_999_999, 3_000_000],
    [100_000, 900_000],
    [5, 5],
    [2_999_990, 9_000_000],
  ]) {
    assert.ok((await segments.read(long, { from: from!, to: to! })).equals(bytes.subarray(from, to)), `${from}-${to}`);
  }
  await segments.close();
});

test('a stream that breaks leaves nothing behind', async () => {
  const segments = await openSegments(options);
  const before = (await readdir(directory)).length;
  const broken = (async function* () {
    yield randomBytes(2_000_000);
    throw new Error('connection lost');
  })();
  await assert.rejects(segments.put(broken), /connection lost/);
  assert.equal((await readdir(directory)).length, before);
  await segments.close();
});

test('another process, or the next start, writes to a segment of its own', async () => {
  const [one, other] = [await openSegments(options), await openSegments(options)];
  const [a, b] = await Promise.all([one.put(Buffer.from('a')), other.put(Buffer.from('b'))]);
  assert.notEqual(a.container, b.container);
  assert.equal((await other.read(a)).toString(), 'a');
  await one.close();
  await other.close();
});

test('a full disk refuses, keeps what was written, and works again when there is room', async () => {
  const segments = await openSegments(options);
  const before = await segments.put(Buffer.from('avant'));
  const file = await open(join(directory, 'probe'), 'w');
  const prototype = Object.getPrototypeOf(file);
  await file.close();
  const { writev } = prototype;
  prototype.writev = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
  await assert.rejects(
    segments.put(Buffer.from('trop')),
    (error: unknown) => error instanceof Refusal && error.reason === 'disk-full',
  );
  prototype.writev = writev;
  const after = await segments.put(Buffer.from('après'));
  assert.equal((await segments.read(before)).toString(), 'avant');
  assert.equal((await segments.read(after)).toString(), 'après');
  await segments.close();
});

test('a segment that was removed is told apart from damage', async () => {
  const segments = await openSegments(options);
  const ref = await segments.put(Buffer.from('bientôt ailleurs'));
  await segments.remove(ref.container);
  await assert.rejects(segments.read(ref), SegmentMissing);
  await segments.close();
});

test('a segment left idle is not written again: a sweep may have taken it for finished', async () => {
  const segments = await openSegments(options);
  const before = await segments.put(Buffer.from('vendredi'));
  hour += 13 * 3_600_000;
  const after = await segments.put(Buffer.from('lundi'));
  assert.notEqual(before.container, after.container);
  await segments.close();
});
