/**
 * Words as people ask for them: each matches where a word begins, "rep" finds *répondre* and not *trépas*; what stands in
 * quotes matches as it stands, to the end of its last word, over any white space. Everything is folded before. Pure.
 */
import { fold } from '../../formats/message/fold.ts';

/** One word or quoted phrase, as folded UTF-8. `whole`: nothing of a word may follow. */
export type Word = { readonly text: string; readonly parts: readonly Buffer[]; readonly whole: boolean };

/** Words of one question: more say nothing more. */
const mostWords = 50;

/** Reads words parted by white space, quoted where they are one; a backslash before a quote or a backslash is itself. rfc/8621#4.4.1 */
export function readWords(asked: string): Word[] {
  const words = new Map<string, Word>();
  for (const [, quoted, plain] of asked.matchAll(/"((?:[^"\\]|\\.)*)"?|([^\s"]+)/gs)) {
    const text = fold((quoted ?? plain!).replace(/\\(["\\])/g, '$1'))
      .replace(/\s+/g, ' ')
      .trim();
    const whole = quoted !== undefined;
    if (text !== '')
      words.set(`${whole} ${text}`, { text, whole, parts: text.split(' ').map(part => Buffer.from(part)) });
    if (words.size >= mostWords) break;
  }
  return [...words.values()];
}

/** Where a word stands in bytes of folded text: `from` and the end of it, or null from there on. */
export function findWord(
  bytes: Buffer,
  { parts, whole }: Word,
  from: number,
  to: number,
): { from: number; to: number } | null {
  const [first, ...others] = parts as [Buffer, ...Buffer[]];
  for (let at = bytes.indexOf(first, from); at >= 0 && at + first.length <= to; at = bytes.indexOf(first, at + 1)) {
    if (isInWord(bytes, at) && at > from && isInWord(bytes, previous(bytes, at, from))) continue;
    const end = followed(bytes, at + first.length, others, to);
    if (end < 0) continue;
    if (whole && end < to && isInWord(bytes, end) && isInWord(bytes, previous(bytes, end, from))) continue;
    return { from: at, to: end };
  }
  return null;
}

export function hasWord(bytes: Buffer, word: Word): boolean {
  return findWord(bytes, word, 0, bytes.length) !== null;
}

/** The end of the parts, each behind some white space; -1 where they do not follow. */
function followed(bytes: Buffer, after: number, parts: readonly Buffer[], to: number): number {
  let at = after;
  for (const part of parts) {
    const gap = at;
    while (at < to && isSpace(bytes[at]!)) at += 1;
    if (at === gap || at + part.length > to || bytes.compare(part, 0, part.length, at, at + part.length) !== 0)
      return -1;
    at += part.length;
  }
  return at;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** Where the character before that place begins. */
function previous(bytes: Buffer, at: number, from: number): number {
  let place = at - 1;
  while (place > from && (bytes[place]! & 0xc0) === 0x80) place -= 1;
  return place;
}

/** The character that begins there is a letter or a digit. */
function isInWord(bytes: Buffer, at: number): boolean {
  const byte = bytes[at]!;
  if (byte < 0x80) return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39);
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
  return /^[\p{L}\p{N}]/u.test(bytes.toString('utf8', at, at + length));
}
