/** A whole entry in memory, for small blobs, and the parts of one that is streamed in. */
import { createHash, hash as digest, randomBytes } from 'node:crypto';
import { openFrame, type SealedFrame, sealFrame, sealFrameSync } from './frame.ts';
import {
  ContainerDamage,
  decodeEntryHeader,
  decodeTable,
  type EntryHeader,
  encodeEntryHeader,
  encodeTable,
  entryHeaderSize,
  type FramePlace,
  frameSize,
  tableSize,
} from './layout.ts';
import { type ContainerKeys, checkHeader, type Seal, sealOf } from './seal.ts';

export type Entry = { readonly hash: Buffer; readonly size: number; readonly bytes: Buffer };

const noSalt = Buffer.alloc(16);

/** Starts an entry under the current key: a seal, and the header once the blob has been seen whole. */
export function startEntry(keys: ContainerKeys): { seal: Seal; finish: EntryBuilder } {
  const keyId = keys.current;
  const salt = keyId === 0 ? noSalt : randomBytes(16);
  const seal = sealOf(keyId, salt, keys);
  return {
    seal,
    finish(hash, size, frames) {
      const table = encodeTable(frames);
      const stored = frames.reduce((sum, frame) => sum + frame.length, entryHeaderSize + table.length);
      const header = { hash, size, stored, keyId, salt };
      return { header: encodeEntryHeader(header, keyId === 0 ? undefined : seal.tagOf), table, stored };
    },
  };
}

export type EntryBuilder = (
  hash: Buffer,
  size: number,
  frames: readonly FramePlace[],
) => { readonly header: Buffer; readonly table: Buffer; readonly stored: number };

/** For a blob of one frame at most. */
export function encodeSmall(plain: Buffer, keys: ContainerKeys): Entry {
  const { seal, finish } = startEntry(keys);
  const frames = plain.length === 0 ? [] : [sealFrameSync(plain, 0, seal)];
  return assemble(digest('sha256', plain, 'buffer'), plain.length, frames, finish);
}

/** For a blob of several frames that fits in memory. */
export async function encodeWhole(plain: Buffer, keys: ContainerKeys): Promise<Entry> {
  const { seal, finish } = startEntry(keys);
  const packing: Promise<SealedFrame>[] = [];
  for (let at = 0; at < plain.length; at += frameSize) {
    packing.push(sealFrame(plain.subarray(at, at + frameSize), packing.length, seal));
  }
  const hash = createHash('sha256').update(plain).digest();
  return assemble(hash, plain.length, await Promise.all(packing), finish);
}

function assemble(hash: Buffer, size: number, frames: readonly SealedFrame[], finish: EntryBuilder): Entry {
  const { header, table } = finish(hash, size, frames);
  return { hash, size, bytes: Buffer.concat([header, ...frames.flatMap(frame => frame.parts), table]) };
}

/** An entry that may be read: its header has been checked. */
export type OpenEntry = { readonly header: EntryHeader; readonly seal: Seal };

/** @throws ContainerDamage also where the entry is another blob's than `hash` */
export function openEntry(headerBytes: Buffer, hash: Buffer | undefined, keys: ContainerKeys): OpenEntry {
  const header = decodeEntryHeader(headerBytes);
  if (hash !== undefined && !header.hash.equals(hash)) throw new ContainerDamage('entry of another blob');
  const seal = sealOf(header.keyId, header.salt, keys);
  checkHeader(headerBytes, header, seal);
  return { header, seal };
}

/** The frames that bytes `start` to `end` (not included) of a blob touch, and where they are stored in the entry. */
export function framesOf(frames: readonly FramePlace[], start: number, end: number) {
  const first = Math.floor(start / frameSize);
  const last = Math.min(frames.length, Math.ceil(end / frameSize));
  let offset = entryHeaderSize;
  return frames.slice(0, last).flatMap((frame, index) => {
    const at = offset;
    offset += frame.length;
    return index < first ? [] : [{ ...frame, index, offset: at }];
  });
}

/** Length of the plain text of one frame of a blob. */
export function plainLength(size: number, index: number): number {
  return Math.min(frameSize, size - index * frameSize);
}

/** Bytes `start` to `end` (not included) of a blob whose whole entry is at hand. @throws ContainerDamage */
export function decodeWhole(
  bytes: Buffer,
  hash: Buffer | undefined,
  keys: ContainerKeys,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): Buffer {
  const { header, seal } = openEntry(bytes, hash, keys);
  if (header.stored !== bytes.length) throw new ContainerDamage('entry cut');
  const frames = decodeTable(bytes.subarray(header.stored - tableSize(header.size)), header);
  const until = Math.min(end, header.size);
  const parts = framesOf(frames, start, until).map(({ index, offset, length, raw }) =>
    openFrame(bytes.subarray(offset, offset + length), index, raw, plainLength(header.size, index), seal),
  );
  return cut(parts, start, until);
}

/** Of frames that touch a range, the range. */
function cut(parts: readonly Buffer[], start: number, end: number): Buffer {
  if (end <= start) return Buffer.alloc(0);
  const from = start % frameSize;
  const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  return whole.subarray(from, from + end - start);
}
