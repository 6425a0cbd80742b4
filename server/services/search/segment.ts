/**
 * A segment of the index of texts: the folded texts of some dozens of messages, compressed together, and a filter that
 * tells without opening it that a text cannot be there. Pure.
 *
 * The filter has a bit for every run of four bytes (a hash of it): a substring of four bytes or more is nowhere in a segment
 * that lacks the bit of one of its runs. Bytes of UTF-8, so a substring of the text is a substring of the bytes.
 */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { EmailId } from '../../model/email.ts';
import type { MessageTexts } from './message-texts.ts';

/** Messages of a segment at most. */
export const segmentSize = 64;
/** Octets of text kept of one message: one that has more is only in the filter, and is read itself. */
const keptText = 64 * 1024;
const filterBits = 1 << 15;
const run = 4;
/** Bits asked of a filter at most: eight leave one segment in hundreds that has them by chance. */
const askedBits = 8;

/** Stands for the length of a text that is not kept. */
const notKept = 0xffffffff;

export type SegmentText = { readonly emailId: EmailId; readonly head: Buffer | null; readonly body: Buffer | null };

/** What is kept of a message; the whole of it marks the filter. */
export function addText(filter: Buffer, emailId: EmailId, { head, body }: MessageTexts): SegmentText {
  const [headBytes, bodyBytes] = [Buffer.from(head), Buffer.from(body)];
  mark(filter, headBytes);
  mark(filter, bodyBytes);
  if (headBytes.length + bodyBytes.length > keptText) return { emailId, head: null, body: null };
  return { emailId, head: headBytes, body: bodyBytes };
}

export function emptyFilter(): Buffer {
  return Buffer.alloc(filterBits / 8);
}

function mark(filter: Buffer, bytes: Buffer): void {
  if (bytes.length < run) return;
  let word = (bytes[0]! << 16) | (bytes[1]! << 8) | bytes[2]!;
  for (let at = run - 1; at < bytes.length; at++) {
    word = (word << 8) | bytes[at]!;
    const bit = bitOf(word);
    filter[bit >>> 3]! |= 1 << (bit & 7);
  }
}

function bitOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> 17;
}

/** Bits that the filter of a segment has if the text is in it; none for a text too short to tell. */
export function bitsOf(text: string): number[] {
  const bytes = Buffer.from(text);
  const bits = new Set<number>();
  for (let at = 0; at + run <= bytes.length; at++) bits.add(bitOf(bytes.readInt32BE(at)));
  const all = [...bits];
  if (all.length <= askedBits) return all;
  return Array.from({ length: askedBits }, (_, n) => all[Math.floor((n * all.length) / askedBits)]!);
}

/** A count, then number and lengths of each message, then all texts one after the other. */
export function packTexts(texts: readonly SegmentText[]): Buffer {
  const table = Buffer.alloc(4 + texts.length * 16);
  table.writeUInt32LE(texts.length, 0);
  for (const [index, { emailId, head, body }] of texts.entries()) {
    const at = 4 + index * 16;
    table.writeDoubleLE(emailId, at);
    table.writeUInt32LE(head?.length ?? notKept, at + 8);
    table.writeUInt32LE(body?.length ?? notKept, at + 12);
  }
  const kept = texts.flatMap(({ head, body }) => (head === null || body === null ? [] : [head, body]));
  return zstdCompressSync(Buffer.concat([table, ...kept]));
}

export function openTexts(packed: Buffer): SegmentText[] {
  const bytes = zstdDecompressSync(packed);
  const count = bytes.readUInt32LE(0);
  let from = 4 + count * 16;
  return Array.from({ length: count }, (_, index) => {
    const at = 4 + index * 16;
    const emailId = bytes.readDoubleLE(at) as EmailId;
    const [head, body] = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)];
    if (head === notKept) return { emailId, head: null, body: null };
    const middle = from + head;
    const text = { emailId, head: bytes.subarray(from, middle), body: bytes.subarray(middle, middle + body) };
    from = middle + body;
    return text;
  });
}
