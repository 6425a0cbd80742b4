import { readAstring, readList, readNzNumber } from './primitives.ts';
import type { Reader } from './reader.ts';

/** Which part of a message, and what of it; the whole part where `text` is absent. rfc/9051#6.4.5.1 */
export type Section = {
  /** Part numbers from the outermost in; empty for the message itself. */
  path: number[];
  text?: SectionText;
};

export type SectionText =
  | { kind: 'header' | 'text' | 'mime' }
  | { kind: 'header-fields'; not: boolean; names: string[] };

/** Levels of a part number; messages nested deeper than this are not taken apart. */
export const maxPath = 64;

/** `[…]` after BODY. */
export function readSection(reader: Reader): Section {
  reader.expect('[');
  const path = startsNumber(reader) ? readPath(reader) : [];
  const text = path.length === 0 ? !reader.nextIs(']') : reader.skip('.');
  const section = text ? { path, text: readSectionText(reader, path) } : { path };
  reader.expect(']');
  return section;
}

/** `[…]` after BINARY: a part number or nothing. */
export function readBinarySection(reader: Reader): number[] {
  reader.expect('[');
  const path = startsNumber(reader) ? readPath(reader) : [];
  reader.expect(']');
  return path;
}

/** The section as responses repeat it. */
export function formatSection({ path, text }: Section): string {
  const parts = path.map(String);
  if (text?.kind === 'header-fields')
    parts.push(`HEADER.FIELDS${text.not ? '.NOT' : ''} (${text.names.map(spellName).join(' ')})`);
  else if (text) parts.push(text.kind.toUpperCase());
  return `[${parts.join('.')}]`;
}

/** Stops before the dot that leads to a text specifier. */
function readPath(reader: Reader): number[] {
  const path = [readNzNumber(reader)];
  while (reader.nextIs('.') && isDigit(reader.text.charCodeAt(reader.at + 1))) {
    if (path.length === maxPath) reader.fail('Part number too deep', 'limit');
    reader.at++;
    path.push(readNzNumber(reader));
  }
  return path;
}

function readSectionText(reader: Reader, path: number[]): SectionText {
  if (reader.skip('HEADER.FIELDS')) {
    const not = reader.skip('.NOT');
    reader.expect(' ');
    return { kind: 'header-fields', not, names: readList(reader, readAstring) };
  }
  if (reader.skip('HEADER')) return { kind: 'header' };
  if (reader.skip('TEXT')) return { kind: 'text' };
  if (path.length > 0 && reader.skip('MIME')) return { kind: 'mime' };
  return reader.fail('Unknown section');
}

/** Field names go back as the client wrote them, quoted where they are no atom. */
function spellName(name: string): string {
  return /^[^\s(){%*"\\\]\x00-\x1f\x7f-\uffff]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

const startsNumber = (reader: Reader) => isDigit(reader.next);
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
