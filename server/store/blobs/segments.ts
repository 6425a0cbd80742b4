/**
 * Local containers: append-only files `blobs/00000001.seg`. Each process appends to one of its own, made by exclusive
 * creation, so that several share a directory without a lock; nobody ever appends to a file found on arrival, so a tail
 * torn by a crash is bytes that no row names. Blobs that come at the same time are written together and made durable by
 * one `fdatasync` for all. A large blob gets a segment of its own while it streams.
 */
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  EntryWriter,
  entryHeaderLength,
  frameBytes,
  type KeyRing,
  openEntry,
  readEntry,
  readTrailer,
  trailerLength,
  writeEntry,
} from '../../formats/container/entry.ts';
import { Refusal } from '../../model/refusal.ts';

/** Where a blob lies: `stored` octets at `offset` of a container, `size` octets once read. */
export type BlobRef = {
  readonly hash: Buffer;
  readonly container: number;
  readonly offset: number;
  readonly stored: number;
  readonly size: number;
};

/** A segment this large is left for a new one, */
const sealedAt = 256 * 1024 * 1024;
/** and one that was idle this long: a sweep, perhaps of another process, may take it for finished. */
export const idleLimit = 12 * 3_600_000;
/** Past this a streamed blob is written as it comes; below, it is gathered and batched. */
const streamedFrom = 1024 * 1024;
const openReaders = 64;
/** Buffers of one writev: the system's own limit is 1024. */
const piecesPerWrite = 1000;

export type Segments = {
  /** Resolves when the bytes are durable. @throws Refusal disk-full, and the system's errors */
  put(bytes: Buffer | AsyncIterable<Buffer>): Promise<BlobRef>;
  /** The blob, or its octets [from, to). @throws DamagedBlob; SegmentMissing where a sweep moved it elsewhere */
  read(ref: BlobRef, range?: { from: number; to: number }): Promise<Buffer>;
  /** Containers present. One that is not ours, and idle for longer than `idleLimit`, is never written again. */
  list(): Promise<{ container: number; bytes: number; idleMilliseconds: number; ours: boolean }[]>;
  remove(container: number): Promise<void>;
  close(): Promise<void>;
};

/** The container is not there (any more): its blobs may have been moved. */
export class SegmentMissing extends Error {
  constructor(container: number) {
    super(`Segment ${container} is not there`);
    this.name = 'SegmentMissing';
  }
}

type Segment = { readonly container: number; readonly file: FileHandle; length: number; writtenAt: number };
type Waiting = {
  pieces: Buffer[];
  known: Omit<BlobRef, 'container' | 'offset'>;
  done: (ref: BlobRef) => void;
  failed: (error: unknown) => void;
};

export async function openSegments(options: {
  directory: string;
  ring: KeyRing;
  random: (bytes: number) => Buffer;
  /** The machine's own hour, which file dates are counted in, whatever the house's clock says. */
  machineNow: () => number;
}): Promise<Segments> {
  const { directory, ring, random, machineNow } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const readers = new Map<number, Promise<FileHandle>>();
  /** Containers being written by this process. */
  const ours = new Set<number>();
  let current: Segment | null = null;
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;

  const path = (container: number) => join(directory, `${container.toString().padStart(8, '0')}.seg`);

  async function numbers(): Promise<number[]> {
    const names = await readdir(directory);
    return names.filter(name => /^\d{8}\.seg$/.test(name)).map(name => Number.parseInt(name, 10));
  }

  /** Makes the next segment; its name is durable before anything in it can be named. */
  async function create(): Promise<Segment> {
    for (let container = Math.max(0, ...(await numbers())) + 1; ; container += 1) {
      const file = await open(path(container), 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return null;
        throw error;
      });
      if (file === null) continue;
      const names = await open(directory, constants.O_RDONLY);
      await names.sync();
      await names.close();
      ours.add(container);
      return { container, file, length: 0, writtenAt: machineNow() };
    }
  }

  async function append(segment: Segment, pieces: Buffer[]): Promise<void> {
    for (let from = 0; from < pieces.length; from += piecesPerWrite) {
      let part = pieces.slice(from, from + piecesPerWrite);
      while (part.length > 0) {
        const { bytesWritten } = await segment.file.writev(part, segment.length);
        segment.length += bytesWritten;
        part = rest(part, bytesWritten);
      }
    }
  }

  async function writable(): Promise<Segment> {
    const full = current !== null && (current.length >= sealedAt || machineNow() - current.writtenAt > idleLimit);
    if (current !== null && !full) return current;
    await leave();
    current = await create();
    return current;
  }

  async function leave(): Promise<void> {
    const left = current;
    current = null;
    if (left === null) return;
    ours.delete(left.container);
    await left.file.close();
  }

  /** Writes what waits, batch after batch, until nothing does. */
  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const segment = await writable();
        let offset = segment.length;
        await append(
          segment,
          batch.flatMap(one => one.pieces),
        );
        await segment.file.datasync();
        segment.writtenAt = machineNow();
        for (const { known, done } of batch) {
          done({ ...known, container: segment.container, offset });
          offset += known.stored;
        }
      } catch (error) {
        // Whatever reached the file is bytes that no row will name; what comes next begins a new one.
        await leave();
        for (const one of batch) one.failed(asRefusal(error));
      }
    }
    // In the same turn as the last look at what waits: a blob put after it starts the next round.
    writing = null;
  }

  function putWhole(bytes: Buffer): Promise<BlobRef> {
    const { pieces, ...known } = writeEntry(bytes, ring, random(16));
    return new Promise((done, failed) => {
      waiting.push({ pieces, known, done, failed });
      writing ??= writeAll();
    });
  }

  /** Gathers a short stream; hands a long one, with what was gathered, to a segment of its own. */
  async function putStream(chunks: AsyncIterable<Buffer>): Promise<BlobRef> {
    const iterator = chunks[Symbol.asyncIterator]();
    const gathered: Buffer[] = [];
    let size = 0;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      gathered.push(next.value);
      size += next.value.length;
      if (size >= streamedFrom) return putLong(gathered, iterator);
    }
    return putWhole(Buffer.concat(gathered, size));
  }

  async function putLong(gathered: Buffer[], iterator: AsyncIterator<Buffer>): Promise<BlobRef> {
    const segment = await create();
    try {
      const writer = new EntryWriter(ring, random(16));
      await append(segment, [writer.header]);
      let held = Buffer.concat(gathered);
      for (let ended = false; !ended; ) {
        // One octet more than a frame tells that the frame is not the last.
        while (held.length > frameBytes) {
          await append(segment, writer.frame(held.subarray(0, frameBytes), false));
          held = held.subarray(frameBytes);
        }
        const next = await iterator.next();
        ended = next.done === true;
        if (!next.done) held = Buffer.concat([held, next.value]);
      }
      await append(segment, writer.frame(held, true));
      const { trailer, ...known } = writer.end();
      await append(segment, [trailer]);
      await segment.file.datasync();
      return { ...known, container: segment.container, offset: 0 };
    } catch (error) {
      await rm(path(segment.container), { force: true });
      throw asRefusal(error);
    } finally {
      ours.delete(segment.container);
      await segment.file.close();
    }
  }

  async function reader(container: number): Promise<FileHandle> {
    const known = readers.get(container);
    if (known !== undefined) {
      // The most recently used stand last.
      readers.delete(container);
      readers.set(container, known);
      return known;
    }
    const opening = open(path(container), 'r');
    readers.set(container, opening);
    if (readers.size > openReaders) {
      const [oldest, handle] = readers.entries().next().value!;
      readers.delete(oldest);
      // A read under way holds its own reference until it ends: the handle closes after it.
      void handle.then(file => file.close()).catch(() => undefined);
    }
    return opening.catch((error: NodeJS.ErrnoException) => {
      readers.delete(container);
      throw error.code === 'ENOENT' ? new SegmentMissing(container) : error;
    });
  }

  async function readAt(container: number, offset: number, length: number): Promise<Buffer> {
    const file = await reader(container);
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }

  async function readRange(ref: BlobRef, from: number, to: number): Promise<Buffer> {
    const tail = trailerLength(ref.size);
    const [header, trailer] = await Promise.all([
      readAt(ref.container, ref.offset, entryHeaderLength),
      readAt(ref.container, ref.offset + ref.stored - tail, tail),
    ]);
    const offsets = readTrailer(trailer, ref.hash, ref.size);
    const entry = openEntry(header, ref.size, ring);
    const first = Math.floor(from / frameBytes);
    const last = Math.floor((to - 1) / frameBytes);
    const start = offsets[first]!;
    const stored = await readAt(ref.container, ref.offset + start, offsets[last + 1]! - start);
    const frames: Buffer[] = [];
    for (let index = first; index <= last; index += 1) {
      frames.push(entry.frame(stored.subarray(offsets[index]! - start, offsets[index + 1]! - start), index));
    }
    return Buffer.concat(frames).subarray(from - first * frameBytes, to - first * frameBytes);
  }

  return {
    put: bytes => (Buffer.isBuffer(bytes) ? putWhole(bytes) : putStream(bytes)),
    async read(ref, range) {
      const from = Math.max(0, range?.from ?? 0);
      const to = Math.min(ref.size, range?.to ?? ref.size);
      if (range !== undefined && from >= to) return Buffer.alloc(0);
      if (to - from < ref.size && ref.size > frameBytes) return readRange(ref, from, to);
      const stored = await readAt(ref.container, ref.offset, ref.stored);
      return readEntry(stored, ref.hash, ref.size, ring).subarray(from, to);
    },
    async list() {
      const found = await Promise.all(
        (await numbers()).map(async container => {
          const { size, mtimeMs } = await stat(path(container));
          return { container, bytes: size, idleMilliseconds: machineNow() - mtimeMs, ours: ours.has(container) };
        }),
      );
      return found.sort((a, b) => a.container - b.container);
    },
    async remove(container) {
      const handle = readers.get(container);
      readers.delete(container);
      await (await handle)?.close();
      await rm(path(container), { force: true });
    },
    async close() {
      await writing;
      await leave();
      for (const handle of readers.values()) await (await handle).close();
      readers.clear();
    },
  };
}

/** What of the buffers is left after `written` octets of them. */
function rest(pieces: Buffer[], written: number): Buffer[] {
  let left = written;
  let index = 0;
  while (index < pieces.length && left >= pieces[index]!.length) left -= pieces[index++]!.length;
  const [first, ...others] = pieces.slice(index);
  return first === undefined ? [] : [first.subarray(left), ...others];
}

function asRefusal(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? new Refusal('disk-full') : error;
}
