/**
 * Values with parameters: Content-Type, Content-Disposition. rfc/2045#5.1, rfc/2231. One pass over the unfolded text;
 * whatever does not parse is passed over up to the next semicolon.
 */
import { decodeCharset, oneLine } from './charset.ts';

/** Parameters by lower-case name, decoded; the first of two of the same name stays. */
export type Params = { readonly [name: string]: string };

/** `value` is what stands before the first semicolon, comments removed, lower case. */
export type Parameterised = { value: string; params: Params };

type Piece = { index: number; encoded: boolean; text: string };

/** Longer texts are cut: no honest boundary or file name comes near. */
const maxLength = 65_536;

/** A parameter in more pieces than this is cut: no honest file name needs them. */
const maxPieces = 200;

export function parseParameterised(text: string): Parameterised {
  const plain = withoutComments(text.slice(0, maxLength));
  const first = plain.indexOf(';');
  const value = (first < 0 ? plain : plain.slice(0, first)).trim().toLowerCase();
  return { value, params: first < 0 ? {} : joinPieces(readPieces(plain, first + 1)) };
}

/** Comments in parentheses become a space, quoted strings are left whole; an unclosed comment is text. rfc/5322#3.2.2 */
export function withoutComments(text: string): string {
  if (!text.includes('(')) return text;
  let out = '';
  let kept = 0;
  let depth = 0;
  let opened = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (depth === 0 && c === '"') quoted = !quoted;
    else if (!quoted && c === '(' && depth++ === 0) opened = i;
    else if (!quoted && c === ')' && depth > 0 && --depth === 0) {
      out += `${text.slice(kept, opened)} `;
      kept = i + 1;
    }
  }
  return out + text.slice(kept);
}

function readPieces(text: string, from: number): Map<string, Piece[]> {
  const found = new Map<string, Piece[]>();
  const token = /\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))[^;]*(?:;|$)|[^;]*(?:;|$)/gsy;
  token.lastIndex = from;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) break;
    if (match[1] === undefined) continue;
    const quoted = match[2];
    const value = quoted === undefined ? match[3]!.trim() : quoted.replace(/\\(.)/gs, '$1');
    const [, name, index, star] = /^([^*]*)(?:\*(\d{1,4}))?(\*)?$/.exec(match[1].toLowerCase()) ?? [];
    if (name === undefined || name === '') continue;
    const pieces = found.get(name);
    const piece = { index: index === undefined ? -1 : Number(index), encoded: star !== undefined, text: value };
    if (pieces === undefined) found.set(name, [piece]);
    else if (pieces.length < maxPieces) pieces.push(piece);
  }
  return found;
}

function joinPieces(found: Map<string, Piece[]>): Params {
  const params: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, pieces] of found) params[name] = pieceText(pieces);
  return { ...params };
}

/** An extended value wins over a continued one, that one over a plain one written for old readers. rfc/2231#3 rfc/2231#4 */
function pieceText(pieces: Piece[]): string {
  const whole = pieces.find(piece => piece.index < 0 && piece.encoded);
  if (whole) return decodeExtended([whole]);
  const numbered = pieces.filter(piece => piece.index >= 0).sort((a, b) => a.index - b.index);
  return numbered.length > 0 ? decodeExtended(numbered) : pieces[0]!.text;
}

function decodeExtended(pieces: Piece[]): string {
  let charset = '';
  const bytes = pieces.map((piece, at) => {
    if (!piece.encoded) return Buffer.from(piece.text, 'utf8');
    let text = piece.text;
    const declared = at === 0 ? /^([^']*)'[^']*'/.exec(text) : null;
    if (declared) {
      charset = declared[1]!;
      text = text.slice(declared[0].length);
    }
    return decodePercent(text);
  });
  return oneLine(decodeCharset(Buffer.concat(bytes), charset));
}

function decodePercent(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const decoded = bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}
