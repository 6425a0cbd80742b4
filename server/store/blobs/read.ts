/** Reading a blob, or a range of it: only the frames concerned leave the disk. */
import { decodeWhole, framesOf, openEntry, plainLength } from '../../formats/container/entry.ts';
import { openFrame } from '../../formats/container/frame.ts';
import { ContainerDamage, decodeTable, entryHeaderSize, frameSize, tableSize } from '../../formats/container/layout.ts';
import type { ContainerKeys } from '../../formats/container/seal.ts';
import { readAt } from './files.ts';
import type { OpenFiles } from './open-files.ts';
import type { BlobRef, Range } from './ref.ts';

/** The blob's place does not hold it: damaged, or (`missing`) its container was removed: look its place up again. */
export class BlobUnreadable extends Error {
  readonly missing: boolean;

  constructor(ref: BlobRef, missing: boolean, cause: Error) {
    super(`blob at ${ref.container}:${ref.offset} cannot be read: ${cause.message}`, { cause });
    this.name = 'BlobUnreadable';
    this.missing = missing;
  }
}

/** Entries up to this are read in one piece, whatever the range. */
const oneRead = 2 * frameSize;
/** Stored bytes read from the disk at once of a larger one. */
const readAhead = 1 << 20;

/** The bytes of the range, or all. @throws BlobUnreadable */
export async function readBlob(files: OpenFiles, keys: ContainerKeys, ref: BlobRef, range?: Range): Promise<Buffer> {
  if (ref.length <= oneRead) {
    const { start, end } = clamp(ref, range);
    return withContainer(files, ref, async file => {
      const bytes = await readAt(file, ref.offset, ref.length);
      if (bytes.length < ref.length) throw new ContainerDamage('entry cut');
      return decodeWhole(bytes, ref.hash, keys, start, end);
    });
  }
  const pieces: Buffer[] = [];
  for await (const piece of readPieces(files, keys, ref, range)) pieces.push(piece);
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

/** The same in pieces of about a megabyte. @throws BlobUnreadable */
export async function* readPieces(
  files: OpenFiles,
  keys: ContainerKeys,
  ref: BlobRef,
  range?: Range,
): AsyncGenerator<Buffer> {
  if (ref.length <= oneRead) return yield await readBlob(files, keys, ref, range);
  const { start, end } = clamp(ref, range);
  const { header, seal, frames } = await withContainer(files, ref, async file => {
    const tableBytes = tableSize(ref.size);
    const [headerBytes, table] = await Promise.all([
      readAt(file, ref.offset, entryHeaderSize),
      readAt(file, ref.offset + ref.length - tableBytes, tableBytes),
    ]);
    const entry = openEntry(headerBytes, ref.hash, keys);
    if (entry.header.size !== ref.size) throw new ContainerDamage('size of the entry');
    return { ...entry, frames: framesOf(decodeTable(table, entry.header), start, end) };
  });

  for (let first = 0; first < frames.length; ) {
    let next = first;
    let length = 0;
    while (next < frames.length && (next === first || length + frames[next]!.length <= readAhead)) {
      length += frames[next++]!.length;
    }
    const group = frames.slice(first, next);
    const from = group[0]!.offset;
    yield await withContainer(files, ref, async file => {
      const stored = await readAt(file, ref.offset + from, length);
      const plain = group.map(frame => {
        const bytes = stored.subarray(frame.offset - from, frame.offset - from + frame.length);
        return openFrame(bytes, frame.index, frame.raw, plainLength(header.size, frame.index), seal);
      });
      const at = group[0]!.index * frameSize;
      return Buffer.concat(plain).subarray(Math.max(0, start - at), end - at);
    });
    first = next;
  }
}

function clamp(ref: BlobRef, range: Range | undefined): { start: number; end: number } {
  const start = Math.min(Math.max(0, range?.start ?? 0), ref.size);
  return { start, end: Math.min(Math.max(start, range?.end ?? ref.size), ref.size) };
}

async function withContainer<Result>(
  files: OpenFiles,
  ref: BlobRef,
  work: (file: number) => Promise<Result>,
): Promise<Result> {
  try {
    const file = await files.take(ref.container);
    return await work(file).finally(() => files.give(ref.container));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (missing || error instanceof ContainerDamage) throw new BlobUnreadable(ref, missing, error as Error);
    throw error;
  }
}
