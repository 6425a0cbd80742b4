/**
 * Bytes to text in whatever charset a mail claims. The platform's TextDecoder (WHATWG labels) comes first, iconv-lite
 * knows what it leaves out (UTF-7, IBM code pages), and a false or unknown label never loses the text: UTF-8 if the
 * bytes are valid UTF-8, else windows-1252, which maps every byte.
 */
import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';

const windows1252 = new TextDecoder('windows-1252');

/** Labels under which senders put any 8-bit text they happen to hold: the bytes are believed rather than the label. */
const unsure = new Set([
  '',
  'us-ascii',
  'ascii',
  'ansi_x3.4-1968',
  'utf-8',
  'utf8',
  'unknown-8bit',
  'x-unknown',
  'unknown',
  'default',
]);

/** Charsets in which bytes below 128 are ASCII: nothing to decode where there are no others. */
const holdsAscii = /^(?:|us-ascii|utf-?8|iso-?8859-\d+|windows-125\d)$/;

/** Names seen in mail which neither decoder knows, and what their senders meant. */
const aliases: Readonly<Record<string, string>> = { cp932: 'shift_jis', ms932: 'shift_jis', 'x-gbk': 'gbk' };

/**
 * Text of `bytes` in `charset` (any case; empty when unknown). `cut`: the bytes were cut short somewhere, a last
 * incomplete character is left out. Never throws; the result is clean (see {@link clean}).
 */
export function decodeCharset(bytes: Uint8Array, charset: string, cut = false): string {
  const label = charset.trim().toLowerCase();
  if (isAscii(bytes) && holdsAscii.test(label)) return clean(latin1(bytes));
  if (unsure.has(label)) return clean(decodeUnlabelled(bytes, cut));
  return clean(decodeLabelled(bytes, aliases[label] ?? label, cut) ?? decodeUnlabelled(bytes, cut));
}

/**
 * UTF-8 when the bytes are that, or are but for a few; else windows-1252: for headers with raw 8-bit bytes and bodies
 * without a charset.
 */
export function decodeUnlabelled(bytes: Uint8Array, cut = false): string {
  if (isAscii(bytes)) return latin1(bytes);
  const text = new TextDecoder('utf-8').decode(bytes, { stream: cut });
  return text.includes('\ufffd') && !/[^\x00-\x7f\ufffd]/.test(text) ? windows1252.decode(bytes) : text;
}

/** Text that JSON, PostgreSQL (`jsonb` refuses U+0000 and lone surrogates) and an IMAP string can all carry. */
export function clean(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed;
}

/** Text that was encoded in one line of a header and must not become several: its control characters are spaces. */
export function oneLine(text: string): string {
  return /[\x00-\x1f\x7f]/.test(text) ? text.replace(/[\x00-\x1f\x7f]+/g, ' ') : text;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function decodeLabelled(bytes: Uint8Array, label: string, cut: boolean): string | null {
  const plain = label === 'iso-2022-jp' ? withoutIdleShifts(bytes) : bytes;
  try {
    return new TextDecoder(label).decode(plain, { stream: cut });
  } catch {
    // The one error possible: a label the platform does not know.
    return iconv.encodingExists(label) ? iconv.decode(Buffer.from(bytes), label) : null;
  }
}

/** A shift to ASCII with nothing before the next shift, as joined encoded words have, is an error to the platform's decoder. */
function withoutIdleShifts(bytes: Uint8Array): Uint8Array {
  return Buffer.from(latin1(bytes).replace(/\x1b\([BJ](?=\x1b[($])/g, ''), 'latin1');
}
