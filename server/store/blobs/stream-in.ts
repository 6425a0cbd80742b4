/**
 * Large blobs that arrive in pieces: hashed, compressed and written frame by frame, never whole in memory. Each stream
 * has a segment to itself while it lasts; the header, which needs the hash, is written last into the place kept for it.
 */
import { createHash } from 'node:crypto';
import { startEntry } from '../../formats/container/entry.ts';
import { type SealedFrame, sealFrame } from '../../formats/container/frame.ts';
import { entryHeaderSize, type FramePlace, frameSize } from '../../formats/container/layout.ts';
import type { ContainerKeys } from '../../formats/container/seal.ts';
import { closeFile, type Segment } from './containers.ts';
import { asRefusal, type Files, writeAll } from './files.ts';
import type { BlobRef } from './ref.ts';

export type StreamWriter = {
  write(chunks: AsyncIterable<Uint8Array>): Promise<BlobRef>;
  close(): Promise<void>;
};

/** Frames compressed at once for one stream, and bytes gathered for one write. */
const framesAhead = 4;
const gathered = 256 << 10;

export function streamTo(
  next: () => Promise<Segment>,
  full: (segment: Segment) => boolean,
  keys: ContainerKeys,
  files: Files,
): StreamWriter {
  /** Segments between two streams. */
  let free: Segment[] = [];

  async function take(): Promise<Segment> {
    const segment = free.pop();
    if (segment === undefined) return next();
    if (!full(segment)) return segment;
    await closeFile(segment.file);
    return take();
  }

  async function writeEntry(segment: Segment, chunks: AsyncIterable<Uint8Array>): Promise<BlobRef> {
    const start = segment.size;
    const { seal, finish } = startEntry(keys);
    const hash = createHash('sha256');
    const places: FramePlace[] = [];
    const ahead: Promise<SealedFrame>[] = [];
    let size = 0;
    let position = start + entryHeaderSize;
    let parts: Buffer[] = [];
    let partBytes = 0;

    const flush = async () => {
      const bytes = Buffer.concat(parts);
      parts = [];
      partBytes = 0;
      await writeAll(files, segment.file, bytes, position);
      position += bytes.length;
    };
    const settle = async () => {
      const frame = await ahead.shift()!;
      places.push({ length: frame.length, raw: frame.raw });
      parts.push(...frame.parts);
      partBytes += frame.length;
      if (partBytes >= gathered) await flush();
    };

    try {
      for await (const plain of framed(chunks)) {
        hash.update(plain);
        size += plain.length;
        ahead.push(sealFrame(plain, places.length + ahead.length, seal));
        if (ahead.length >= framesAhead) await settle();
      }
      while (ahead.length > 0) await settle();
      const digest = hash.digest();
      const { header, table, stored } = finish(digest, size, places);
      parts.push(table);
      await flush();
      await writeAll(files, segment.file, header, start);
      await files.sync(segment.file);
      segment.size = position;
      return { hash: digest, container: segment.container, offset: start, length: stored, size };
    } finally {
      await Promise.allSettled(ahead);
    }
  }

  return {
    async write(chunks) {
      const segment = await take().catch(error => {
        throw asRefusal(error);
      });
      try {
        const ref = await writeEntry(segment, chunks);
        free.push(segment);
        return ref;
      } catch (error) {
        // Cut back and left, as after any failure: see append.ts.
        await files
          .truncate(segment.file, segment.size)
          .finally(() => closeFile(segment.file))
          .catch(undoing => Object.assign(error as Error, { undoing }));
        throw asRefusal(error);
      }
    },
    async close() {
      const left = free;
      free = [];
      await Promise.all(left.map(segment => closeFile(segment.file)));
    },
  };
}

/** Cuts pieces of any size into frames of their own memory. */
async function* framed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let frame = Buffer.allocUnsafe(frameSize);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(chunk.length - at, frameSize - filled);
      frame.set(chunk.subarray(at, at + taken), filled);
      at += taken;
      filled += taken;
      if (filled < frameSize) continue;
      yield frame;
      frame = Buffer.allocUnsafe(frameSize);
      filled = 0;
    }
  }
  if (filled > 0) yield frame.subarray(0, filled);
}
