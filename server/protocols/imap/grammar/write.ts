/**
 * How responses spell their data. Everything is text, to be sent as UTF-8: literals count the octets of that. `utf8` says the
 * client enabled IMAP4rev2 or UTF8=ACCEPT and may be sent UTF-8 in quoted strings and mailbox names. rfc/9051#9, rfc/6855#3
 */
import { encodeModifiedUtf7 } from '../../../formats/mailbox-name/modified-utf7.ts';

/** Octets beyond which a string goes as a literal: no client should have to buffer lines without end. */
const maxQuoted = 4096;

/** string: quoted where it can be, a literal where it must. A NUL, which no string may hold, becomes a space. */
export function writeString(text: string, utf8: boolean): string {
  if (text.length <= maxQuoted && isPlain(text)) return `"${text}"`;
  const clean = text.toWellFormed().replaceAll('\0', ' ');
  const quotable = clean.length <= maxQuoted && !(utf8 ? /[\r\n]/ : /[\r\n\x7f-\uffff]/).test(clean);
  return quotable ? `"${clean.replace(/["\\]/g, '\\$&')}"` : `${literalHeader(Buffer.byteLength(clean))}${clean}`;
}

export function writeNstring(text: string | null | undefined, utf8: boolean): string {
  return text === null || text === undefined ? 'NIL' : writeString(text, utf8);
}

/** An atom where it can be one. */
export function writeAstring(text: string, utf8: boolean): string {
  return atomChars.test(text) && text.toUpperCase() !== 'NIL' ? text : writeString(text, utf8);
}

export function writeMailbox(name: string, utf8: boolean): string {
  return writeAstring(utf8 ? name : encodeModifiedUtf7(name), utf8);
}

/** What stands before the octets of a literal; `binary` for `~{…}`, where NULs may follow. */
export function literalHeader(octets: number, binary = false): string {
  return `${binary ? '~' : ''}{${octets}}\r\n`;
}

/** Printable ASCII without `"` and `\`. On the short words of structures a loop beats an expression. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
  }
  return true;
}

const atomChars = /^[A-Za-z0-9!#$&'+,./:;<=>?@[\]^_`|}~-]+$/;
