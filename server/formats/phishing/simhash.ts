/**
 * A fingerprint of 64 bits that stays nearly the same when a text changes a little: names, amounts and identifiers of a
 * campaign vary, its sentences do not. Two texts are the same campaign when few bits differ.
 */

/** Of a text's words (`tokenise`), in runs of three; words with digits count as one same word. 0n where there are too few. */
export function simhash(tokens: readonly string[]): bigint {
  const words: number[] = [];
  for (const token of tokens) {
    if (token === '') continue;
    words.push(/[0-9]/.test(token) ? 7 : hashWord(token));
    if (words.length >= maxWords) break;
  }
  if (words.length < leastWords) return 0n;
  const low = new Int32Array(planes);
  const high = new Int32Array(planes);
  const runs = words.length - 2;
  for (let at = 0; at < runs; at++) {
    const joined = Math.imul(Math.imul(words[at]!, 0x01000193) ^ words[at + 1]!, 0x01000193) ^ words[at + 2]!;
    count(low, mixed(joined, 0x9e3779b1));
    count(high, mixed(joined, 0x85ebca77));
  }
  return (BigInt(majority(high, runs)) << 32n) | BigInt(majority(low, runs));
}

/** Bits that differ between two fingerprints; 64 where either says nothing. */
export function bitsApart(a: bigint, b: bigint): number {
  if (a === 0n || b === 0n) return 64;
  let different = BigInt.asUintN(64, a ^ b);
  let bits = 0;
  for (; different !== 0n; different &= different - 1n) bits++;
  return bits;
}

/** Bits that may differ within one campaign. In the French set messages of different stories are 16 or more apart. */
export const sameCampaignBits = 8;

const maxWords = 1000;
const leastWords = 12;

function hashWord(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

function mixed(value: number, by: number): number {
  let hash = Math.imul(value ^ (value >>> 15), by);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Binary digits that count up to `maxWords`. */
const planes = 10;

/** Adds one to the count of each bit that is set. Plane n holds the nth digit of all 32 counts: one addition for all of them. */
function count(counts: Int32Array, hash: number): void {
  let carry = hash;
  for (let digit = 0; carry !== 0; digit++) {
    const plane = counts[digit]!;
    counts[digit] = plane ^ carry;
    carry &= plane;
  }
}

/** The bits that were set more often than not. */
function majority(counts: Int32Array, runs: number): number {
  let bits = 0;
  for (let bit = 0; bit < 32; bit++) {
    let times = 0;
    for (let digit = 0; digit < planes; digit++) times |= ((counts[digit]! >>> bit) & 1) << digit;
    if (2 * times > runs) bits |= 1 << bit;
  }
  return bits >>> 0;
}
