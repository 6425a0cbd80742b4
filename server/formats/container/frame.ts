/** One frame: compressed where that shrinks it, then sealed. */
import { constants, zstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { ContainerDamage, type FramePlace } from './layout.ts';
import type { Seal } from './seal.ts';

export type SealedFrame = FramePlace & { readonly parts: readonly Buffer[] };

// Level 3 shrinks mail by about three. A window no larger than the frame saves the clearing of a larger one.
function options(plain: Buffer) {
  return {
    params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_windowLog]: 16 },
    pledgedSrcSize: plain.length,
    chunkSize: Math.max(64, plain.length),
  };
}

/** Below this nothing shrinks enough to pay for the work. */
const leastCompressed = 64;

/** On the calling thread: for small blobs, where a thread of the pool costs more than it does. */
export function sealFrameSync(plain: Buffer, index: number, seal: Seal): SealedFrame {
  return finish(plain, plain.length < leastCompressed ? plain : zstdCompressSync(plain, options(plain)), index, seal);
}

/** Compresses on the thread pool: for blobs of many frames. */
export function sealFrame(plain: Buffer, index: number, seal: Seal): Promise<SealedFrame> {
  return new Promise((resolve, reject) => {
    zstdCompress(plain, options(plain), (error, packed) => {
      if (error) reject(error);
      else resolve(finish(plain, trimmed(packed), index, seal));
    });
  });
}

/** What shrank well lies at the start of a piece as long as the frame: that piece is not kept for its sake. */
function trimmed(packed: Buffer): Buffer {
  return packed.length < packed.buffer.byteLength / 2 ? Buffer.from(packed) : packed;
}

function finish(plain: Buffer, packed: Buffer, index: number, seal: Seal): SealedFrame {
  const raw = packed.length >= plain.length;
  const parts = seal.close(raw ? plain : packed, index, raw);
  return { parts, raw, length: parts.reduce((sum, part) => sum + part.length, 0) };
}

/** @param plainLength what the frame holds when open @throws ContainerDamage */
export function openFrame(stored: Buffer, index: number, raw: boolean, plainLength: number, seal: Seal): Buffer {
  const body = seal.open(stored, index, raw);
  const plain = raw ? body : unpack(body, index, plainLength);
  if (plain.length !== plainLength) throw new ContainerDamage(`length of frame ${index}`);
  return plain;
}

function unpack(body: Buffer, index: number, plainLength: number): Buffer {
  try {
    return zstdDecompressSync(body, { chunkSize: Math.max(64, plainLength), maxOutputLength: plainLength });
  } catch {
    throw new ContainerDamage(`compression of frame ${index}`);
  }
}
