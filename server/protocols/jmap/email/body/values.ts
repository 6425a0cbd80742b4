/** Texts of parts. rfc/8621#4.1.4 */
import iconv from 'iconv-lite';
import { decodeText, isKnownEncoding } from '../../../../formats/message/decode.ts';
import type { Part } from '../../../../formats/message/part.ts';

export type BodyValue = { readonly value: string; readonly isEncodingProblem: boolean; readonly isTruncated: boolean };

/** The text of a text part, lines ended by LF, cut after `most` octets of UTF-8 (0: not at all). */
export function readBodyValue(bytes: Buffer, part: Part, most: number): BodyValue {
  const whole = decodeText(bytes, part).replace(/\r\n/g, '\n');
  const value = most === 0 ? whole : cutText(whole, most, part.subtype === 'html');
  return { value, isEncodingProblem: hasProblem(part, whole), isTruncated: value.length < whole.length };
}

/** No character is cut in two, nor, in HTML, a tag. */
function cutText(text: string, most: number, html: boolean): string {
  if (text.length * 3 <= most || Buffer.byteLength(text) <= most) return text;
  const bytes = Buffer.from(text.slice(0, most));
  let end = Math.min(most, bytes.length);
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end -= 1;
  const cut = bytes
    .toString('utf8', 0, end)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  if (!html) return cut;
  const open = cut.lastIndexOf('<');
  return open > cut.lastIndexOf('>') ? cut.slice(0, open) : cut;
}

/** The encoding or the charset is not known, or the bytes are not what they are said to be. */
function hasProblem(part: Part, text: string): boolean {
  const { charset } = part.params;
  const known = charset === undefined || charset === '' || iconv.encodingExists(charset) || isLabel(charset);
  return !known || !isKnownEncoding(part.encoding) || text.includes('\ufffd');
}

function isLabel(charset: string): boolean {
  try {
    new TextDecoder(charset);
    return true;
  } catch {
    // The one error possible: a label the platform does not know.
    return false;
  }
}
