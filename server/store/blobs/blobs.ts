/**
 * The bytes of messages, named by their SHA-256 and kept in containers (formats/container). Bytes are durable before
 * `put` returns, so before the row that names them is committed; a row therefore never names bytes that are not there.
 * There are no reference counters: what no row names any more is removed by the sweep. Where each blob lies is told by
 * the table `blob` (locations.ts).
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { encodeSmall, encodeWhole } from '../../formats/container/entry.ts';
import { frameSize } from '../../formats/container/layout.ts';
import type { ContainerKeys } from '../../formats/container/seal.ts';
import type { Clock } from '../../model/clock.ts';
import { appendTo } from './append.ts';
import { createSegment, type Segment } from './containers.ts';
import { type Files, realFiles } from './files.ts';
import { openFilesIn } from './open-files.ts';
import { readBlob, readPieces } from './read.ts';
import type { BlobRef, Range } from './ref.ts';
import { streamTo } from './stream-in.ts';

export { type ContainerKeys, noKeys } from '../../formats/container/seal.ts';
export { BlobUnreadable } from './read.ts';
export type { BlobRef, Range } from './ref.ts';

export type BlobsOptions = {
  /** One for all processes of a machine; made where it is missing. */
  readonly directory: string;
  readonly keys: ContainerKeys;
  readonly clock: Clock;
  /** A container that reached this many bytes takes no more; 256 MB by default. */
  readonly containerBytes?: number;
  /** For tests: what writes. */
  readonly files?: Files;
};

export type Blobs = {
  readonly directory: string;
  /**
   * Stores the bytes; durable when it resolves. Many at once share one fdatasync. A blob that is known already is
   * written again: ask locations.ts first. @throws Refusal `disk-full`: then nothing of it is kept
   */
  put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<BlobRef>;
  /** @throws BlobUnreadable */
  get(ref: BlobRef, range?: Range): Promise<Buffer>;
  /** In pieces of about a megabyte. @throws BlobUnreadable */
  stream(ref: BlobRef, range?: Range): AsyncGenerator<Buffer>;
  close(): Promise<void>;
};

/** A container is written to for so long at most: the sweep then knows that an older one is left for good. */
export const writingTime = 6 * 3_600_000;

/** Above this a blob is not kept whole in memory; that one comes in pieces, above this. */
const inMemory = 1 << 20;
const inMemoryOfPieces = 256 << 10;

export async function openBlobs(options: BlobsOptions): Promise<Blobs> {
  const { directory, keys, clock, containerBytes = 256 << 20, files = realFiles } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const writer = randomBytes(16);
  const next = () => createSegment(directory, writer, clock.now(), files);
  const full = (segment: Segment) =>
    segment.size >= containerBytes || clock.now().getTime() - segment.openedAt >= writingTime;
  const appender = appendTo(next, full, files);
  const streams = streamTo(next, full, keys, files);
  const opened = openFilesIn(directory);

  async function putWhole(bytes: Buffer): Promise<BlobRef> {
    const entry = bytes.length <= frameSize ? encodeSmall(bytes, keys) : await encodeWhole(bytes, keys);
    const place = await appender.append(entry);
    return { hash: entry.hash, ...place, length: entry.bytes.length, size: entry.size };
  }

  return {
    directory,
    async put(blob) {
      if (!(blob instanceof Uint8Array)) return putChunks(blob, putWhole, streams.write);
      const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
      return bytes.length <= inMemory ? putWhole(bytes) : streams.write(oneByOne([bytes]));
    },
    get: (ref, range) => readBlob(opened, keys, ref, range),
    stream: (ref, range) => readPieces(opened, keys, ref, range),
    async close() {
      await appender.close();
      await streams.close();
      await opened.close();
    },
  };
}

/** Small ones join a batch; the start of a large one goes ahead of the rest. */
async function putChunks(
  chunks: AsyncIterable<Uint8Array>,
  putWhole: (bytes: Buffer) => Promise<BlobRef>,
  putStream: (chunks: AsyncIterable<Uint8Array>) => Promise<BlobRef>,
): Promise<BlobRef> {
  const seen: Uint8Array[] = [];
  let size = 0;
  const iterator = chunks[Symbol.asyncIterator]();
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    seen.push(next.value);
    size += next.value.length;
    if (size > inMemoryOfPieces) return putStream(oneByOne(seen, { [Symbol.asyncIterator]: () => iterator }));
  }
  return putWhole(Buffer.concat(seen, size));
}

async function* oneByOne(first: Uint8Array[], rest?: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first.splice(0);
  if (rest !== undefined) yield* rest;
}
