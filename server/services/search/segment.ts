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
  const plain = Buffer.concat([table, ...kept]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(plain.length);
  return Buffer.concat([size, zstdCompressSync(plain)]);
}

/** A segment in memory. Texts lie one after the other: head of the first message, its body, head of the second… */
export class OpenSegment {
  readonly emailIds: Float64Array;
  readonly #kept: Uint8Array;
  readonly #bytes: Buffer;
  /** Where each head and each body ends. */
  readonly #ends: Uint32Array;

  constructor(packed: Buffer) {
    const plainLength = packed.readUInt32LE(0);
    const chunkSize = Math.max(64, plainLength);
    this.#bytes = zstdDecompressSync(packed.subarray(4), { chunkSize, maxOutputLength: chunkSize });
    const count = this.#bytes.readUInt32LE(0);
    this.emailIds = new Float64Array(count);
    this.#kept = new Uint8Array(count);
    this.#ends = new Uint32Array(count * 2);
    let end = 4 + count * 16;
    for (let index = 0; index < count; index++) {
      const at = 4 + index * 16;
      const [head, body] = [this.#bytes.readUInt32LE(at + 8), this.#bytes.readUInt32LE(at + 12)];
      this.emailIds[index] = this.#bytes.readDoubleLE(at);
      this.#kept[index] = head === notKept ? 0 : 1;
      this.#ends[index * 2] = end += head === notKept ? 0 : head;
      this.#ends[index * 2 + 1] = end += head === notKept ? 0 : body;
    }
  }

  get size(): number {
    return this.#bytes.length;
  }

  /** Calls `holds` for each message that has the needle there, and `unsure` for each whose text is not kept. */
  find(
    needle: Buffer,
    field: 'body' | 'text',
    holds: (emailId: number) => void,
    unsure: (emailId: number) => void,
  ): void {
    for (const [index, emailId] of this.emailIds.entries()) if (this.#kept[index] === 0) unsure(emailId);
    const ends = this.#ends;
    let at = 4 + this.emailIds.length * 16;
    let place = 0;
    while (place < ends.length) {
      const hit = needle.length === 0 ? at : this.#bytes.indexOf(needle, at);
      if (hit < 0) return;
      while (place < ends.length && hit + needle.length > ends[place]!) {
        // What begins in one text and ends in another is in neither.
        if (hit < ends[place]!) break;
        place++;
      }
      if (place >= ends.length) return;
      if (hit + needle.length > ends[place]!) at = hit + 1;
      else if (field === 'body' && place % 2 === 0) at = ends[place++]!;
      else {
        if (this.#kept[place >> 1] === 1) holds(this.emailIds[place >> 1]!);
        place = (place | 1) + 1;
        at = ends[place - 1]!;
      }
    }
  }

  /**
   * Calls `take` with the texts of each message that holds the needle, which is not empty; one look over all of them finds
   * it. Those whose texts are not kept come first, with nulls.
   */
  eachHolding(needle: Buffer, take: (emailId: number, head: Buffer | null, body: Buffer | null) => void): void {
    for (const [index, emailId] of this.emailIds.entries()) if (this.#kept[index] === 0) take(emailId, null, null);
    const ends = this.#ends;
    let from = 4 + this.emailIds.length * 16;
    let index = 0;
    let hit = this.#bytes.indexOf(needle, from);
    while (hit >= 0) {
      for (; hit >= ends[index * 2 + 1]!; index += 1) from = ends[index * 2 + 1]!;
      const [middle, end] = [ends[index * 2]!, ends[index * 2 + 1]!];
      const inOne = hit + needle.length <= (hit < middle ? middle : end);
      if (inOne) take(this.emailIds[index]!, this.#bytes.subarray(from, middle), this.#bytes.subarray(middle, end));
      // What begins in one text and ends in another is in neither.
      hit = this.#bytes.indexOf(needle, inOne ? end : hit + 1);
    }
  }

  /** The texts themselves, for a segment that is about to take in more. */
  texts(): SegmentText[] {
    let from = 4 + this.emailIds.length * 16;
    return Array.from(this.emailIds, (emailId, index): SegmentText => {
      const [begin, middle, end] = [from, this.#ends[index * 2]!, this.#ends[index * 2 + 1]!];
      from = end;
      if (this.#kept[index] === 0) return { emailId: emailId as EmailId, head: null, body: null };
      return {
        emailId: emailId as EmailId,
        head: this.#bytes.subarray(begin, middle),
        body: this.#bytes.subarray(middle, end),
      };
    });
  }
}
