/**
 * Bodies out of their transfer encoding. rfc/2045#6. Tolerant of whatever stands between the characters that count;
 * a body in an unknown encoding is given as it is (IMAP BINARY asks {@link isKnownEncoding} first).
 */
import { decodeCharset } from './charset.ts';
import type { Part } from './part.ts';

/** Decodes a body that arrives in chunks; the result does not depend on where they are cut. */
export type Decoder = { write(chunk: Buffer): Buffer; end(): Buffer };

type Body = Pick<Part, 'body' | 'end' | 'encoding'>;

const nothing = Buffer.alloc(0);

export function isKnownEncoding(encoding: string): boolean {
  return ['7bit', '8bit', 'binary', 'base64', 'quoted-printable'].includes(encoding);
}

/** The decoded body of a part of the message `bytes`. An unencoded one is a view of the message, not a copy. */
export function decodeBody(bytes: Buffer, part: Body): Buffer {
  return decodeBytes(bytes.subarray(part.body, part.end), part.encoding);
}

/** `length` bytes (fewer at the end) of the decoded body from `offset`; what lies after them is not decoded. */
export function decodeRange(bytes: Buffer, part: Body, offset: number, length: number): Buffer {
  const decoder = createDecoder(part.encoding);
  const found: Buffer[] = [];
  let at = 0;
  const keep = (decoded: Buffer) => {
    found.push(decoded.subarray(Math.max(0, offset - at), Math.max(0, offset + length - at)));
    at += decoded.length;
  };
  for (let pos = part.body; pos < part.end && at < offset + length; pos += 65_536) {
    keep(decoder.write(bytes.subarray(pos, Math.min(part.end, pos + 65_536))));
  }
  if (at < offset + length) keep(decoder.end());
  return Buffer.concat(found);
}

/**
 * The text of a text part, decoded of its encoding and charset. `limit` bounds the work: so many bytes of the encoded
 * body are read.
 */
export function decodeText(bytes: Buffer, part: Part, limit = Number.POSITIVE_INFINITY): string {
  const cut = part.end - part.body > limit;
  const decoded = decodeBody(bytes, cut ? { ...part, end: part.body + limit } : part);
  const charset = part.params.charset ?? (part.subtype === 'html' ? metaCharset(decoded) : '');
  return decodeCharset(decoded, charset, cut);
}

export function decodeBytes(encoded: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return decodeBase64(encoded.toString('latin1'));
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(encoded);
  return encoded;
}

export function createDecoder(encoding: string): Decoder {
  if (encoding === 'base64') return base64Decoder();
  if (encoding === 'quoted-printable') return quotedPrintableDecoder();
  return { write: chunk => chunk, end: () => nothing };
}

function decodeBase64(text: string): Buffer {
  return Buffer.from(text.slice(0, dataEnd(text)), 'base64');
}

/** Padding is the end (rfc/2045#6.8), and so is the rule of `-` or `_` that lists draw above a footer they append raw. */
function dataEnd(text: string): number {
  let end = text.length;
  for (const mark of ['=', '-', '_']) {
    const at = text.indexOf(mark);
    if (at >= 0 && at < end) end = at;
  }
  return end;
}

function base64Decoder(): Decoder {
  let carry = '';
  let ended = false;
  return {
    write(chunk) {
      if (ended) return nothing;
      const text = carry + chunk.toString('latin1').replace(/[^A-Za-z0-9+/=_-]+/g, '');
      const end = dataEnd(text);
      ended = end < text.length;
      const whole = ended ? end : end - (end % 4);
      carry = ended ? '' : text.slice(whole);
      return Buffer.from(text.slice(0, whole), 'base64');
    },
    end: () => Buffer.from(carry, 'base64'),
  };
}

/** Whole lines are decoded; the last one waits for its end, since only that tells what its trailing spaces are. */
function quotedPrintableDecoder(): Decoder {
  let waiting: Buffer[] = [];
  return {
    write(chunk) {
      const newline = chunk.lastIndexOf(10);
      if (newline < 0) {
        waiting.push(chunk);
        return nothing;
      }
      const lines = Buffer.concat([...waiting, chunk.subarray(0, newline + 1)]);
      waiting = [chunk.subarray(newline + 1)];
      return decodeQuotedPrintable(lines);
    },
    end: () => decodeQuotedPrintable(Buffer.concat(waiting)),
  };
}

/** Spaces at a line's end were added on the way and go; an equals sign that encodes nothing stays. rfc/2045#6.7 */
function decodeQuotedPrintable(encoded: Buffer): Buffer {
  const out = Buffer.allocUnsafe(encoded.length);
  let length = 0;
  let solid = 0;
  for (let i = 0; i < encoded.length; i++) {
    const byte = encoded[i]!;
    if (byte === 0x3d) {
      const high = hexDigit(encoded[i + 1]);
      const low = hexDigit(encoded[i + 2]);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        i += 2;
      } else {
        const next = softBreak(encoded, i + 1);
        if (next < 0) out[length++] = byte;
        else i = next - 1;
      }
      solid = length;
    } else if (byte === 10) {
      const crlf = encoded[i - 1] === 13 && length > solid;
      length = solid;
      if (crlf) out[length++] = 13;
      out[length++] = 10;
      solid = length;
    } else {
      out[length++] = byte;
      if (byte !== 0x20 && byte !== 0x09 && byte !== 13) solid = length;
    }
  }
  return out.subarray(0, solid);
}

/** Offset after a soft line break whose equals sign stands before `pos`, or -1 if it is none. */
function softBreak(encoded: Buffer, pos: number): number {
  let at = pos;
  while (encoded[at] === 0x20 || encoded[at] === 0x09 || encoded[at] === 13) at++;
  if (at >= encoded.length) return encoded.length;
  return encoded[at] === 10 ? at + 1 : -1;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** The charset an HTML page declares near its top, for parts whose header names none. */
function metaCharset(html: Buffer): string {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(html.toString('latin1', 0, 1024))?.[1] ?? '';
}
