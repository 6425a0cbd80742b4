/**
 * A list of leaked passwords as a compact file: 48 bits of the SHA-1 of each, sorted. The first 16 bits choose a bucket
 * of the index, the other 32 stand in it: four bytes a password. A password that is not in the list is taken for one that
 * is about once in 300,000 for the greatest list there is (a billion), which costs somebody another choice.
 *
 * Layout: eight letters, 65,537 ends of buckets (48-bit numbers, in entries), then the entries.
 */
import { createHash } from 'node:crypto';

export const mark = Buffer.from('VGMLEAK1');
export const buckets = 65_536;
export const endBytes = 6;
export const entryBytes = 4;
export const entriesAt = mark.length + (buckets + 1) * endBytes;

/** Where a password would stand. */
export function placeOf(password: string): { bucket: number; entry: number } {
  return placeOfHash(createHash('sha1').update(password).digest());
}

export function placeOfHash(hash: Buffer): { bucket: number; entry: number } {
  return { bucket: hash.readUInt16BE(0), entry: hash.readUInt32BE(2) };
}

/** Is the entry in these bytes of a bucket? */
export function holds(bucket: Buffer, entry: number): boolean {
  let [low, high] = [0, bucket.length / entryBytes];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = bucket.readUInt32BE(middle * entryBytes);
    if (found === entry) return true;
    if (found < entry) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** A line of a published list: the SHA-1 in hexadecimal, a colon, how often it was seen. Null for what is none. */
export function readLeakedLine(line: string): { hash: Buffer; seen: number } | null {
  const [, hash, seen] = /^([0-9A-Fa-f]{40}):(\d{1,12})\s*$/.exec(line) ?? [];
  return hash === undefined ? null : { hash: Buffer.from(hash, 'hex'), seen: Number(seen) };
}

/** The whole file of a small list. */
export function writeLeakedList(passwords: Iterable<string>): Buffer {
  const places = [...passwords].map(placeOf).sort((a, b) => a.bucket - b.bucket || a.entry - b.entry);
  const file = Buffer.alloc(entriesAt + places.length * entryBytes);
  mark.copy(file);
  for (const [at, { entry }] of places.entries()) file.writeUInt32BE(entry, entriesAt + at * entryBytes);
  let end = 0;
  for (let bucket = 0; bucket <= buckets; bucket += 1) {
    file.writeUIntBE(end, mark.length + bucket * endBytes, endBytes);
    while (end < places.length && places[end]!.bucket === bucket) end += 1;
  }
  return file;
}
