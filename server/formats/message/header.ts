/**
 * Header blocks: where each field lies, and its text. rfc/5322#2.2. The fields keep offsets into the message as it was
 * received, so that IMAP can answer the very bytes; text is made only of the fields somebody asks for.
 */
import { clean, decodeUnlabelled } from './charset.ts';
import { decodeWords } from './words.ts';

/** One field. `name` is lower case; the others are byte offsets: first byte, after the colon, after the last line end. */
export type Field = { readonly name: string; readonly start: number; readonly value: number; readonly end: number };

/** A header block is at most this long; what follows is body. */
export const maxHeaderBytes = 1 << 20;

/**
 * What ended the block: its blank line, a boundary of an enclosing multipart, text that is no field (the blank line was
 * forgotten), the size limit, or the end of the bytes.
 */
type HeaderEnding = 'blank' | 'delimiter' | 'text' | 'limit' | 'eof';

/** `body`: offset after the block and its blank line. `lines`: line ends from `start` to `body`. */
export type HeaderBlock = { fields: Field[]; body: number; lines: number; ending: HeaderEnding };

/**
 * Reads the header block at `start`. A line that is neither field nor continuation is passed over when fields follow it
 * (an mbox "From " line, a badly folded field), and starts the body when none does. `isDelimiter` says whether the line
 * from `lineStart` to `lineEnd` is a boundary that must not be crossed.
 */
export function readHeader(
  bytes: Buffer,
  start = 0,
  isDelimiter?: (lineStart: number, lineEnd: number) => boolean,
): HeaderBlock {
  const fields: Field[] = [];
  let open: { name: string; start: number; value: number } | null = null;
  let text: { start: number; line: number } | null = null;
  let pos = start;
  let line = 0;
  const finish = (body: number, lines: number, ending: HeaderEnding): HeaderBlock => {
    if (open) fields.push({ ...open, end: text?.start ?? pos });
    return text ? { fields, body: text.start, lines: text.line, ending: 'text' } : { fields, body, lines, ending };
  };
  while (pos < bytes.length) {
    const newline = bytes.indexOf(10, pos);
    const lineEnd = newline < 0 ? bytes.length : newline;
    const next = newline < 0 ? bytes.length : newline + 1;
    const first = bytes[pos]!;
    if (newline >= 0 && (newline === pos || (first === 13 && newline === pos + 1))) {
      return finish(next, line + 1, 'blank');
    }
    if (first === 0x2d && bytes[pos + 1] === 0x2d && isDelimiter?.(pos, lineEnd)) return finish(pos, line, 'delimiter');
    if (next - start > maxHeaderBytes) return finish(pos, line, 'limit');
    const folded: boolean = (first === 0x20 || first === 0x09) && (open !== null || text !== null);
    if (!folded) {
      const colon = fieldColon(bytes, pos, lineEnd);
      if (colon) {
        if (open) fields.push({ ...open, end: text?.start ?? pos });
        open = { name: bytes.toString('latin1', pos, colon.nameEnd).toLowerCase(), start: pos, value: colon.at + 1 };
        text = null;
      } else text ??= { start: pos, line };
    }
    if (newline >= 0) line++;
    pos = next;
  }
  return finish(pos, line, 'eof');
}

/** The first field of that (lower-case) name. */
export function firstField(fields: readonly Field[], name: string): Field | undefined {
  for (const field of fields) if (field.name === name) return field;
  return undefined;
}

/** Every field of that (lower-case) name, in the message's order. */
export function allFields(fields: readonly Field[], name: string): Field[] {
  return fields.filter(field => field.name === name);
}

/** The field's value unfolded and trimmed, encoded words kept as they are; raw 8-bit bytes read as UTF-8, else windows-1252. */
export function rawValue(bytes: Buffer, field: Field): string {
  const latin1 = bytes.toString('latin1', field.value, field.end);
  const text = /[\x80-\xff]/.test(latin1) ? decodeUnlabelled(bytes.subarray(field.value, field.end)) : latin1;
  return clean(unfold(text));
}

/** The field's value for people: {@link rawValue} with its encoded words decoded. */
export function decodedValue(bytes: Buffer, field: Field): string {
  return decodeWords(rawValue(bytes, field));
}

/** {@link rawValue} of the first such field, or null where there is none. */
export function rawHeader(bytes: Buffer, fields: readonly Field[], name: string): string | null {
  const field = firstField(fields, name);
  return field ? rawValue(bytes, field) : null;
}

/** {@link decodedValue} of the first such field, or null where there is none. */
export function decodedHeader(bytes: Buffer, fields: readonly Field[], name: string): string | null {
  const field = firstField(fields, name);
  return field ? decodedValue(bytes, field) : null;
}

/** Removes line ends; a stray one, not followed by white space, becomes a space lest two words join. rfc/5322#2.2.3 */
function unfold(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes('\n') && !trimmed.includes('\r')) return trimmed;
  return trimmed.replace(/\r?\n(?=[ \t])/g, '').replace(/[\r\n]+/g, ' ');
}

/** Where the name ends and its colon stands, obsolete white space between the two allowed. rfc/5322#4.5 */
function fieldColon(bytes: Buffer, start: number, lineEnd: number): { nameEnd: number; at: number } | null {
  let at = start;
  while (at < lineEnd && bytes[at]! > 0x20 && bytes[at]! < 0x7f && bytes[at] !== 0x3a) at++;
  const nameEnd = at;
  while (at < lineEnd && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  return nameEnd > start && at < lineEnd && bytes[at] === 0x3a ? { nameEnd, at } : null;
}
