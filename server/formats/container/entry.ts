/**
 * How the bytes of one blob lie in a container (a local segment, or an S3 object): the same for both, from the first day.
 *
 *     header   magic 'VGM1', key id (u32), salt (16)
 *     frames   each: u32 length of the payload, its top bit set where compressed; payload; seal
 *     trailer  u32 length of each frame as stored × n, SHA-256 of the plain bytes (32), plain size (u64), CRC-32 of the
 *              trailer so far (u32), magic 'EOB1'
 *
 * A frame holds 64 KB of the plain bytes (the last one the rest), compressed with zstd where that shrinks it, **then**
 * encrypted, so that a range is read by reading the frames it touches. Key id 0 means not encrypted: the seal is the
 * CRC-32 of the payload. Else it is the tag of AES-256-GCM under a key of this entry alone, HMAC-SHA-256 of the salt under
 * the master key, so that the frame's number can serve as nonce; number and lastness are authenticated too. The number
 * of frames follows from the plain size, which the blob's row knows, so the trailer is found from the end.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

export const frameBytes = 65_536;
const headerBytes = 24;
const trailerBytes = 48;
const entryMagic = 0x56474d31;
const endMagic = 0x454f4231;
const compressedBit = 0x8000_0000;
const zstd = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

/** Master keys by id; id 0 stands for none. */
export type KeyRing = { readonly current: number; readonly keys: ReadonlyMap<number, Buffer> };

/** No encryption by us: the volume does it, or nobody. */
export const plainText: KeyRing = { current: 0, keys: new Map() };

/** Stored bytes that are not what was written. */
export class DamagedBlob extends Error {
  constructor(what: string) {
    super(`Damaged blob: ${what}`);
    this.name = 'DamagedBlob';
  }
}

/** Writes one entry piece by piece: give it the plain bytes in frames of `frameBytes`, the last one marked. */
export class EntryWriter {
  readonly #hash = createHash('sha256');
  readonly #lengths: number[] = [];
  readonly #seal: Seal;
  readonly #header: Buffer;
  #size = 0;
  #stored = headerBytes;

  /** `salt`: 16 random octets. */
  constructor(ring: KeyRing, salt: Buffer) {
    this.#header = Buffer.alloc(headerBytes);
    this.#header.writeUInt32BE(entryMagic, 0);
    this.#header.writeUInt32BE(ring.current, 4);
    salt.copy(this.#header, 8, 0, 16);
    this.#seal = openSeal(ring, ring.current, salt);
  }

  get header(): Buffer {
    return this.#header;
  }

  /** The stored form of the next frame: three buffers, to be written one after the other. */
  frame(plain: Buffer, last: boolean): Buffer[] {
    this.#hash.update(plain);
    this.#size += plain.length;
    const squeezed = plain.length > 64 ? zstdCompressSync(plain, zstd) : plain;
    const compressed = squeezed.length < plain.length;
    const { payload, seal } = this.#seal.close(compressed ? squeezed : plain, this.#lengths.length, last);
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32BE((payload.length | (compressed ? compressedBit : 0)) >>> 0);
    const stored = prefix.length + payload.length + seal.length;
    this.#lengths.push(stored);
    this.#stored += stored;
    return [prefix, payload, seal];
  }

  /** Ends the entry: its last bytes, and what its row must know. */
  end(): { trailer: Buffer; hash: Buffer; size: number; stored: number } {
    const table = this.#lengths.length * 4;
    const trailer = Buffer.alloc(table + trailerBytes);
    for (const [index, length] of this.#lengths.entries()) trailer.writeUInt32BE(length, index * 4);
    const hash = this.#hash.digest();
    hash.copy(trailer, table);
    trailer.writeBigUInt64BE(BigInt(this.#size), table + 32);
    trailer.writeUInt32BE(crc32(trailer.subarray(0, table + 40)), table + 40);
    trailer.writeUInt32BE(endMagic, table + 44);
    return { trailer, hash, size: this.#size, stored: this.#stored + trailer.length };
  }
}

/** The whole entry of bytes that are at hand. */
export function writeEntry(
  bytes: Buffer,
  ring: KeyRing,
  salt: Buffer,
): { pieces: Buffer[]; hash: Buffer; size: number; stored: number } {
  const writer = new EntryWriter(ring, salt);
  const pieces = [writer.header];
  const frames = frameCount(bytes.length);
  for (let index = 0; index < frames; index += 1) {
    const plain = bytes.subarray(index * frameBytes, (index + 1) * frameBytes);
    pieces.push(...writer.frame(plain, index === frames - 1));
  }
  const { trailer, ...known } = writer.end();
  return { pieces: [...pieces, trailer], ...known };
}

/** How many frames hold `size` bytes; an empty blob has one, empty. */
export function frameCount(size: number): number {
  return Math.max(1, Math.ceil(size / frameBytes));
}

/** The stored length of an entry's trailer. */
export function trailerLength(size: number): number {
  return frameCount(size) * 4 + trailerBytes;
}

/**
 * Where in the entry its frames lie.
 * @param trailer the last `trailerLength(size)` bytes of it
 * @returns offsets from the entry's first byte: frame i is [offsets[i], offsets[i + 1])
 * @throws DamagedBlob
 */
export function readTrailer(trailer: Buffer, hash: Buffer, size: number): number[] {
  const table = frameCount(size) * 4;
  const sound =
    trailer.length === table + trailerBytes &&
    trailer.readUInt32BE(table + 44) === endMagic &&
    trailer.readUInt32BE(table + 40) === crc32(trailer.subarray(0, table + 40)) &&
    trailer.readBigUInt64BE(table + 32) === BigInt(size) &&
    trailer.subarray(table, table + 32).equals(hash);
  if (!sound) throw new DamagedBlob('trailer');
  const offsets = [headerBytes];
  for (let at = 0; at < table; at += 4) offsets.push(offsets.at(-1)! + trailer.readUInt32BE(at));
  return offsets;
}

/** Reads frames of one entry, given its first `headerBytes`. @throws DamagedBlob */
export function openEntry(
  header: Buffer,
  size: number,
  ring: KeyRing,
): { frame(stored: Buffer, index: number): Buffer } {
  if (header.length < headerBytes || header.readUInt32BE(0) !== entryMagic) throw new DamagedBlob('header');
  const seal = openSeal(ring, header.readUInt32BE(4), header.subarray(8, headerBytes));
  const last = frameCount(size) - 1;
  return {
    frame(stored, index) {
      if (stored.length < 4 + seal.length) throw new DamagedBlob(`frame ${index}`);
      const prefix = stored.readUInt32BE(0);
      const length = (prefix & ~compressedBit) >>> 0;
      if (stored.length !== 4 + length + seal.length) throw new DamagedBlob(`frame ${index}`);
      const payload = seal.open(stored.subarray(4, 4 + length), stored.subarray(4 + length), index, index === last);
      const expected = index === last ? size - index * frameBytes : frameBytes;
      const plain = (prefix & compressedBit) !== 0 ? inflate(payload, expected, index) : payload;
      if (plain.length !== expected) throw new DamagedBlob(`frame ${index}`);
      return plain;
    },
  };
}

export const entryHeaderLength = headerBytes;

/** A whole entry at once, checked against its hash-bearing trailer. @throws DamagedBlob */
export function readEntry(stored: Buffer, hash: Buffer, size: number, ring: KeyRing): Buffer {
  const offsets = readTrailer(stored.subarray(stored.length - trailerLength(size)), hash, size);
  const entry = openEntry(stored, size, ring);
  const frames = offsets
    .slice(0, -1)
    .map((from, index) => entry.frame(stored.subarray(from, offsets[index + 1]), index));
  return frames.length === 1 ? frames[0]! : Buffer.concat(frames, size);
}

function inflate(payload: Buffer, expected: number, index: number): Buffer {
  try {
    return zstdDecompressSync(payload, { maxOutputLength: Math.max(expected, 1) });
  } catch (cause) {
    throw Object.assign(new DamagedBlob(`frame ${index}`), { cause });
  }
}

/** What closes and opens the frames of one entry. `length`: octets of a seal. */
type Seal = {
  readonly length: number;
  close(plain: Buffer, index: number, last: boolean): { payload: Buffer; seal: Buffer };
  open(payload: Buffer, seal: Buffer, index: number, last: boolean): Buffer;
};

function openSeal(ring: KeyRing, keyId: number, salt: Buffer): Seal {
  if (keyId === 0) return checksum;
  const master = ring.keys.get(keyId);
  if (master === undefined) throw new DamagedBlob(`no key ${keyId}`);
  const key = createHmac('sha256', master).update(salt).digest();
  return {
    length: 16,
    close(plain, index, last) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce(index));
      cipher.setAAD(Buffer.from([last ? 1 : 0]));
      return { payload: Buffer.concat([cipher.update(plain), cipher.final()]), seal: cipher.getAuthTag() };
    },
    open(payload, tag, index, last) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce(index), { authTagLength: 16 });
      decipher.setAAD(Buffer.from([last ? 1 : 0]));
      decipher.setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(payload), decipher.final()]);
      } catch (cause) {
        throw Object.assign(new DamagedBlob(`frame ${index}`), { cause });
      }
    },
  };
}

const checksum: Seal = {
  length: 4,
  close(plain) {
    const seal = Buffer.alloc(4);
    seal.writeUInt32BE(crc32(plain));
    return { payload: plain, seal };
  },
  open(payload, seal, index) {
    if (seal.readUInt32BE(0) !== crc32(payload)) throw new DamagedBlob(`frame ${index}`);
    return payload;
  },
};

function nonce(index: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(index, 8);
  return bytes;
}
