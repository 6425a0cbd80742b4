/** A zip made as it is read opens with a program that is not ours, whatever its files and their sizes. */
import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import yauzl from 'yauzl';
import { centralRecord, endRecords } from './records.ts';
import { type DirectoryStore, writeZip, type ZipEntry } from './write.ts';

const at = new Date('2026-11-25T10:20:30Z');

function inMemory(): DirectoryStore {
  const records: Buffer[] = [];
  return {
    async append(record) {
      records.push(record);
    },
    async *read() {
      yield* records;
    },
  };
}

async function* each<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  yield* values;
}

async function zipOf(entries: readonly ZipEntry[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of writeZip(each(entries), at, inMemory())) pieces.push(piece);
  return Buffer.concat(pieces);
}

function open(bytes: Buffer, options: yauzl.Options): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, options, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

async function readBack(bytes: Buffer): Promise<{ path: string; content: Buffer; date: Date }[]> {
  const zip = await open(bytes, { lazyEntries: true });
  const files: { path: string; content: Buffer; date: Date }[] = [];
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, async (error, stream) => {
        if (error) return reject(error);
        files.push({ path: entry.fileName, content: await buffer(stream), date: entry.getLastModDate() });
        zip.readEntry();
      });
    });
    zip.once('end', () => resolve(files));
    zip.once('error', reject);
    zip.readEntry();
  });
}

test('whatever the files and the pieces they come in, what is read back is what was put in', async () => {
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)),
    fc.array(
      fc.uint8Array({ maxLength: 100 }).map(bytes => Buffer.from(bytes)),
      { maxLength: 4 },
    ),
    fc.nat(200_000).map(length => Buffer.alloc(length, 'Une ligne du même texte.\r\n')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(content, { maxLength: 6 }), async contents => {
      const bytes = await zipOf(
        contents.map((one, index) => ({ path: `été/${index}.eml`, content: Array.isArray(one) ? each(one) : one })),
      );
      const files = await readBack(bytes);
      assert.deepEqual(
        files.map(({ path, content: read }) => [path, read.toString('hex')]),
        contents.map((one, index) => [`été/${index}.eml`, Buffer.concat([one].flat()).toString('hex')]),
      );
    }),
    { numRuns: 40 },
  );
});

test('files carry their date', async () => {
  const [file] = await readBack(await zipOf([{ path: 'a', content: Buffer.from('a') }]));
  assert.equal(file!.date.getTime(), at.getTime());
});

test('more files than sixteen bits count, and places beyond four gigabytes, are told in 64 bits', async () => {
  const empty = { path: 'a', crc: 0, packed: 0, size: 0, offset: 0, streamed: false };
  const many = Buffer.concat(Array.from({ length: 65_540 }, () => centralRecord(empty, at)));
  const closed = Buffer.concat([many, endRecords({ files: 65_540, offset: 0, bytes: many.length })]);
  assert.equal((await open(closed, { lazyEntries: true })).entryCount, 65_540);
  const far = { path: 'a', crc: 1, packed: 5_000_000_000, size: 6_000_000_000, offset: 7_000_000_000, streamed: false };
  const record = centralRecord(far, at);
  const end = endRecords({ files: 1, offset: 0, bytes: record.length });
  const zip = await open(Buffer.concat([record, end]), { lazyEntries: true });
  const entry = await new Promise<yauzl.Entry>(resolve => {
    zip.once('entry', resolve);
    zip.readEntry();
  });
  assert.deepEqual(
    [entry.compressedSize, entry.uncompressedSize, entry.relativeOffsetOfLocalHeader],
    [far.packed, far.size, far.offset],
  );
  const wide = endRecords({ files: 3, offset: 5_000_000_000, bytes: 300 });
  assert.equal(wide.length, 56 + 20 + 22);
  assert.equal(wide.readBigUInt64LE(48), 5_000_000_000n);
});
