/**
 * The container: an append-only file of blobs (a local segment today, an object of S3 tomorrow). All numbers are little
 * endian.
 *
 *   file    = file header (64 bytes), entry*
 *   entry   = entry header (96 bytes), frame*, frame table
 *   frame   = 65,536 bytes of the blob (the last one less): compressed by zstd unless that does not shrink it, then
 *             encrypted where the entry has a key, then its check (CRC-32, or the tag of AES-GCM)
 *   table   = for each frame its stored length, check included (bit 31: not compressed), then a CRC-32 of those
 *
 * The table stands behind the frames, for a blob that is streamed in has no known length before; the header before them
 * is written last then. A range of bytes is read by reading the header, the table and the frames it touches. An entry
 * whose header, length or table does not hold is a torn tail: nothing after it was ever acknowledged.
 */
import { crc32 } from 'node:zlib';

/** What a container says is not what was written: a torn tail, a failing disk, a stranger's hand. */
export class ContainerDamage extends Error {
  constructor(what: string) {
    super(`damaged container: ${what}`);
    this.name = 'ContainerDamage';
  }
}

/** Bytes of plain text in a frame. */
export const frameSize = 65_536;
export const fileHeaderSize = 64;
export const entryHeaderSize = 96;
/** Largest stored frame: one that did not shrink, and the longer check. */
const largestFrame = frameSize + 16;

const fileMagic = Buffer.from('VMCNTNR1', 'latin1');
const entryMagic = Buffer.from('VMBE', 'latin1');
const formatVersion = 1;
const rawBit = 0x8000_0000;

/** `writer`: 16 bytes that name the process that wrote the file. */
export type FileHeader = { readonly writer: Buffer; readonly createdAt: Date };

export function encodeFileHeader({ writer, createdAt }: FileHeader): Buffer {
  const bytes = Buffer.alloc(fileHeaderSize);
  fileMagic.copy(bytes);
  bytes.writeUInt16LE(formatVersion, 8);
  writer.copy(bytes, 16, 0, 16);
  bytes.writeBigUInt64LE(BigInt(createdAt.getTime()), 32);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 60)), 60);
  return bytes;
}

export function decodeFileHeader(bytes: Buffer): FileHeader {
  if (bytes.length < fileHeaderSize || !bytes.subarray(0, 8).equals(fileMagic))
    throw new ContainerDamage('no container');
  if (bytes.readUInt32LE(60) !== crc32(bytes.subarray(0, 60))) throw new ContainerDamage('file header');
  checkVersion(bytes.readUInt16LE(8));
  return { writer: Buffer.from(bytes.subarray(16, 32)), createdAt: new Date(Number(bytes.readBigUInt64LE(32))) };
}

/**
 * `hash`: SHA-256 of the blob; `size`: its bytes; `stored`: bytes of the whole entry; `keyId`: 0 where it is not
 * encrypted; `salt`: 16 bytes from which the entry's own key is made; `tag`: 16 bytes that vouch for the header.
 */
export type EntryHeader = {
  readonly hash: Buffer;
  readonly size: number;
  readonly stored: number;
  readonly keyId: number;
  readonly salt: Buffer;
  readonly tag: Buffer;
};

/** The header without its tag and CRC: what the tag vouches for. */
export function encodeEntryHeader(header: Omit<EntryHeader, 'tag'>, tagOf?: (untagged: Buffer) => Buffer): Buffer {
  const bytes = Buffer.alloc(entryHeaderSize);
  entryMagic.copy(bytes);
  bytes[4] = formatVersion;
  bytes.writeUInt32LE(header.keyId, 8);
  header.hash.copy(bytes, 16, 0, 32);
  bytes.writeBigUInt64LE(BigInt(header.size), 48);
  bytes.writeBigUInt64LE(BigInt(header.stored), 56);
  header.salt.copy(bytes, 64, 0, 16);
  tagOf?.(untaggedPart(bytes)).copy(bytes, 80, 0, 16);
  bytes.writeUInt32LE(headerCheck(bytes), 12);
  return bytes;
}

/** Views into `bytes`, no copies. */
export function decodeEntryHeader(bytes: Buffer): EntryHeader {
  if (bytes.length < entryHeaderSize || !bytes.subarray(0, 4).equals(entryMagic)) throw new ContainerDamage('no entry');
  if (bytes.readUInt32LE(12) !== headerCheck(bytes)) throw new ContainerDamage('entry header');
  checkVersion(bytes[4]!);
  return {
    hash: bytes.subarray(16, 48),
    size: Number(bytes.readBigUInt64LE(48)),
    stored: Number(bytes.readBigUInt64LE(56)),
    keyId: bytes.readUInt32LE(8),
    salt: bytes.subarray(64, 80),
    tag: bytes.subarray(80, 96),
  };
}

/** The bytes of an encoded header that its tag vouches for. */
export function untaggedPart(header: Buffer): Buffer {
  return Buffer.concat([header.subarray(0, 12), header.subarray(16, 80)]);
}

function headerCheck(bytes: Buffer): number {
  return crc32(bytes.subarray(16, entryHeaderSize), crc32(bytes.subarray(0, 12)));
}

function checkVersion(version: number): void {
  if (version !== formatVersion) throw new ContainerDamage(`format ${version} is not known to this program`);
}

/** Stored length of a frame, its check included; `raw`: not compressed. */
export type FramePlace = { readonly length: number; readonly raw: boolean };

export function frameCount(size: number): number {
  return Math.ceil(size / frameSize);
}

export function tableSize(size: number): number {
  return frameCount(size) * 4 + 4;
}

export function encodeTable(frames: readonly FramePlace[]): Buffer {
  const bytes = Buffer.allocUnsafe(frames.length * 4 + 4);
  frames.forEach((frame, index) => {
    bytes.writeUInt32LE((frame.length | (frame.raw ? rawBit : 0)) >>> 0, index * 4);
  });
  bytes.writeUInt32LE(crc32(bytes.subarray(0, -4)), frames.length * 4);
  return bytes;
}

/** The table of an entry; also checks that the frames fill exactly what the header says is stored. */
export function decodeTable(bytes: Buffer, { size, stored }: Pick<EntryHeader, 'size' | 'stored'>): FramePlace[] {
  const count = frameCount(size);
  if (bytes.length !== count * 4 + 4) throw new ContainerDamage('frame table cut');
  if (bytes.readUInt32LE(count * 4) !== crc32(bytes.subarray(0, -4))) throw new ContainerDamage('frame table');
  let total = entryHeaderSize + bytes.length;
  const frames = Array.from({ length: count }, (_, index) => {
    const word = bytes.readUInt32LE(index * 4);
    const length = word & ~rawBit;
    if (length > largestFrame) throw new ContainerDamage('frame length');
    total += length;
    return { length, raw: word >>> 31 === 1 };
  });
  if (total !== stored) throw new ContainerDamage('frame lengths');
  return frames;
}
