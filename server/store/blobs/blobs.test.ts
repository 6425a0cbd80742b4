import assert from 'node:assert/strict';
import { createHash, createSecretKey } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { scanContainer } from '../../formats/container/scan.ts';
import { Refusal } from '../../model/refusal.ts';
import {
  type BlobRef,
  type Blobs,
  type BlobsOptions,
  BlobUnreadable,
  noKeys,
  openBlobs,
  writingTime,
} from './blobs.ts';
import { containerPath } from './containers.ts';
import { type Files, realFiles } from './files.ts';

const root = mkdtempSync(join(tmpdir(), 'vaguemestre-blobs-'));
const opened: Blobs[] = [];
after(async () => {
  await Promise.all(opened.map(blobs => blobs.close()));
  rmSync(root, { recursive: true });
});

let directories = 0;
async function fresh(options: Partial<BlobsOptions> = {}): Promise<Blobs> {
  const blobs = await openBlobs({
    directory: join(root, String(directories++)),
    keys: noKeys,
    clock: { now: () => new Date(1_700_000_000_000) },
    ...options,
  });
  opened.push(blobs);
  return blobs;
}

const keys = (current: number, ...ids: number[]) => ({
  current,
  keys: new Map(ids.map(id => [id, createSecretKey(Buffer.alloc(32, id))])),
});

function noise(size: number, seed = 1): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let state = seed;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

async function* pieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

function containersOf(blobs: Blobs): string[] {
  return readdirSync(blobs.directory).filter(name => name.endsWith('.vmc'));
}

describe('blobs', () => {
  test('come back whole or in any range, whatever their size and however they came', async () => {
    const stores = [await fresh(), await fresh({ keys: keys(1, 1) })];
    const size = fc.oneof(fc.nat(2_000), fc.nat(200_000), fc.integer({ min: 1_000_000, max: 1_600_000 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...stores),
        fc.array(fc.tuple(size, fc.boolean(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 }),
        async (blobs, wanted) => {
          await Promise.all(
            wanted.map(async ([length, random, a, b]) => {
              const bytes = random ? noise(length, a) : Buffer.alloc(length, `${a}`);
              const ref = await blobs.put(a % 2 === 0 ? bytes : pieces(bytes, 500 + (b % 100_000)));
              assert.deepEqual([ref.hash, ref.size], [createHash('sha256').update(bytes).digest(), length]);
              assert.ok((await blobs.get(ref)).equals(bytes));
              const start = a % (length + 1);
              const end = start + (b % (length + 1));
              assert.ok((await blobs.get(ref, { start, end })).equals(bytes.subarray(start, end)));
              assert.ok((await collect(blobs.stream(ref, { start, end }))).equals(bytes.subarray(start, end)));
            }),
          );
        },
      ),
      { seed: 4, numRuns: 40 },
    );
  });

  test('of a range, only the frames concerned are read', async () => {
    const blobs = await fresh();
    const bytes = noise(3_000_000);
    const ref = await blobs.put(bytes);
    const path = containerPath(blobs.directory, ref.container);
    const file = readFileSync(path);
    file.fill(0, ref.offset + 70_000, ref.offset + 2_900_000);
    writeFileSync(path, file);
    assert.ok((await blobs.get(ref, { start: 10, end: 60_000 })).equals(bytes.subarray(10, 60_000)));
    await assert.rejects(blobs.get(ref), BlobUnreadable);
  });

  test('many at once share one fdatasync, and none is told durable before it', async () => {
    let syncs = 0;
    let release = Promise.withResolvers<void>();
    const blobs = await fresh({
      files: {
        ...realFiles,
        async sync(file) {
          syncs++;
          if (syncs > 1) await release.promise;
          await realFiles.sync(file);
        },
      },
    });
    let durable = 0;
    const first = Array.from({ length: 50 }, (_, n) => blobs.put(Buffer.from(`first ${n}`)).then(() => durable++));
    while (syncs < 2) await new Promise(resolve => setImmediate(resolve));
    const second = Array.from({ length: 50 }, (_, n) => blobs.put(Buffer.from(`second ${n}`)).then(() => durable++));
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(durable, 0);
    const released = release;
    release = Promise.withResolvers();
    released.resolve();
    await Promise.all(first);
    assert.equal(durable, 50);
    release.resolve();
    await Promise.all(second);
    // One for the header of the container, one a batch.
    assert.equal(syncs, 3);
  });

  test('a large one is not gathered in memory: what was taken in is soon written', async () => {
    let written = 0;
    let taken = 0;
    let most = 0;
    const blobs = await fresh({
      files: {
        ...realFiles,
        async write(file, bytes, position) {
          const done = await realFiles.write(file, bytes, position);
          written += done;
          return done;
        },
      },
    });
    const bytes = noise(8 << 20);
    async function* counted() {
      for await (const piece of pieces(bytes, 50_000)) {
        taken += piece.length;
        most = Math.max(most, taken - written);
        yield piece;
      }
    }
    const ref = await blobs.put(counted());
    assert.ok(most < 3 << 20, `${most} bytes were held`);
    assert.ok((await collect(blobs.stream(ref))).equals(bytes));
  });

  test('written by two processes into one directory, do not meet', async () => {
    const one = await fresh();
    const other = await fresh({ directory: one.directory });
    const refs = await Promise.all([one, other, one, other].map((blobs, n) => blobs.put(Buffer.from(`blob ${n}`))));
    assert.equal(new Set(refs.map(ref => ref.container)).size, 2);
    for (const [n, ref] of refs.entries()) assert.equal((await other.get(ref)).toString(), `blob ${n}`);
  });

  test('go to a new container when one is full, or has been written to for long', async () => {
    let now = 1_700_000_000_000;
    const blobs = await fresh({ containerBytes: 5_000, clock: { now: () => new Date(now) } });
    const first = await blobs.put(noise(5_000, 1));
    const second = await blobs.put(noise(500, 2));
    const third = await blobs.put(noise(500, 3));
    now += writingTime;
    const fourth = await blobs.put(noise(500, 4));
    assert.deepEqual(
      [first, second, third, fourth].map(ref => ref.container),
      [1, 2, 2, 3],
    );
    const large = [await blobs.put(noise(2 << 20, 5)), await blobs.put(noise(2 << 20, 6))];
    assert.deepEqual(
      large.map(ref => ref.container),
      [4, 5],
    );
  });

  test('stay readable after a change of key', async () => {
    const before = await fresh({ keys: keys(1, 1) });
    const old = await before.put(Buffer.from('under the first key'));
    const blobs = await fresh({ directory: before.directory, keys: keys(2, 1, 2) });
    const young = await blobs.put(Buffer.from('under the second key'));
    assert.equal((await blobs.get(old)).toString(), 'under the first key');
    assert.equal((await blobs.get(young)).toString(), 'under the second key');
    await assert.rejects(before.get(young), /key 2 is not among the keys/);
    assert.equal(statSync(containerPath(blobs.directory, young.container)).mode & 0o777, 0o600);
  });
});

describe('what goes wrong', () => {
  /** Fails the writes that a test asks it to, after half of the bytes. */
  function failing(): Files & { error?: Error | undefined; truncates: boolean } {
    const files = {
      error: undefined as Error | undefined,
      truncates: true,
      async write(file: number, bytes: Buffer, position: number) {
        if (files.error === undefined) return realFiles.write(file, bytes, position);
        await realFiles.write(file, bytes.subarray(0, bytes.length >> 1), position);
        throw files.error;
      },
      async sync(file: number) {
        if (files.error !== undefined) throw files.error;
        await realFiles.sync(file);
      },
      async truncate(file: number, length: number) {
        if (!files.truncates) throw new Error('no power');
        await realFiles.truncate(file, length);
      },
    };
    return files;
  }

  const enospc = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

  test('a full disk refuses new blobs, small and large, and harms none before; with room again, all goes on', async () => {
    const files = failing();
    const blobs = await fresh({ files });
    const small = await blobs.put(Buffer.from('small'));
    const large = await blobs.put(noise(2 << 20));
    const sizes = containersOf(blobs).map(name => statSync(join(blobs.directory, name)).size);
    files.error = enospc;
    for (const blob of [Buffer.from('more'), noise(2 << 20, 2), noise(300_000, 3)]) {
      await assert.rejects(blobs.put(blob), error => error instanceof Refusal && error.reason === 'disk-full');
    }
    assert.deepEqual(
      containersOf(blobs).map(name => statSync(join(blobs.directory, name)).size),
      sizes,
    );
    files.error = undefined;
    const later = await blobs.put(Buffer.from('later'));
    for (const [ref, bytes] of [
      [small, Buffer.from('small')],
      [large, noise(2 << 20)],
      [later, Buffer.from('later')],
    ] as const) {
      assert.ok((await blobs.get(ref)).equals(bytes));
    }
  });

  test('a power cut in the middle of a batch leaves a torn tail, which is told and never read', async () => {
    const files = failing();
    const blobs = await fresh({ files });
    const whole = await blobs.put(Buffer.from('whole'));
    files.error = new Error('power cut');
    files.truncates = false;
    await assert.rejects(blobs.put(noise(5_000)), /power cut/);
    await assert.rejects(blobs.put(noise(2 << 20)), /power cut/);

    const next = await fresh({ directory: blobs.directory });
    const after = await next.put(Buffer.from('after'));
    assert.notEqual(after.container, whole.container);
    assert.equal((await next.get(whole)).toString(), 'whole');
    const file = readFileSync(containerPath(blobs.directory, whole.container));
    const scanned = await scanContainer(async (offset, length) => file.subarray(offset, offset + length), file.length);
    assert.deepEqual(
      [scanned.entries.length, scanned.end, scanned.torn],
      [1, whole.offset + whole.length, 'damaged container: entry cut'],
    );
  });

  test('a stream that breaks in the middle leaves nothing', async () => {
    const blobs = await fresh();
    const kept = await blobs.put(noise(2 << 20));
    async function* broken() {
      yield* pieces(noise(3 << 20), 100_000);
      throw new Error('the client hung up');
    }
    await assert.rejects(blobs.put(broken()), /the client hung up/);
    assert.equal(statSync(containerPath(blobs.directory, kept.container)).size, kept.offset + kept.length);
    assert.ok((await blobs.get(kept)).equals(noise(2 << 20)));
  });

  test('a changed byte, a wrong place and a missing container are told, not given', async () => {
    const blobs = await fresh();
    const ref = await blobs.put(noise(100_000));
    const path = containerPath(blobs.directory, ref.container);
    const file = readFileSync(path);
    file[ref.offset + 50_000]! ^= 1;
    writeFileSync(path, file);
    const unreadable = (missing: boolean) => (error: unknown) =>
      error instanceof BlobUnreadable && error.missing === missing;
    await assert.rejects(blobs.get(ref), unreadable(false));
    await assert.rejects(blobs.get({ ...ref, offset: ref.offset + 1 }), unreadable(false));
    await assert.rejects(blobs.get({ ...ref, offset: 1e9 }), unreadable(false));
    const other: BlobRef = { ...ref, container: 99 };
    await assert.rejects(blobs.get(other), unreadable(true));
    unlinkSync(path);
    const again = await fresh({ directory: blobs.directory });
    await assert.rejects(again.get(ref), unreadable(true));
  });
});
