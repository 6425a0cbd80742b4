/**
 * Bytes to text in whatever charset a mail claims. The platform's TextDecoder (WHATWG labels) comes first, iconv-lite
 * knows what it leaves out (UTF-7, IBM code pages), and a false or unknown label never loses the text: UTF-8 if the
 * bytes are valid UTF-8, else windows-1252, which maps every byte.
 */
import iconv from 'iconv-lite';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
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

/** Names seen in mail which neither decoder knows, and what their senders meant. */
const aliases: Readonly<Record<string, string>> = { cp932: 'shift_jis', ms932: 'shift_jis', 'x-gbk': 'gbk' };

/** Text of `bytes` in `charset` (any case; empty when unknown). Never throws; the result is clean (see {@link clean}). */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  const label = charset.trim().toLowerCase();
  if (unsure.has(label)) return clean(decodeUnlabelled(bytes));
  const text = decodeLabelled(bytes, aliases[label] ?? label) ?? decodeUnlabelled(bytes);
  return clean(text);
}

/** UTF-8 when the bytes are that, else windows-1252: for headers with raw 8-bit bytes and bodies without a charset. */
export function decodeUnlabelled(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

/** Text that JSON, PostgreSQL (`jsonb` refuses U+0000 and lone surrogates) and an IMAP string can all carry. */
export function clean(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed;
}

function decodeLabelled(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return iconv.encodingExists(label) ? iconv.decode(Buffer.from(bytes), label) : null;
  }
}
