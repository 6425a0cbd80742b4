/** A string of a script, taken apart once: what it says by itself, and where a variable stands. rfc/5229#3, rfc/5228#2.4.2.4 */
import { SourceError } from './faults.ts';
import type { StringNode } from './syntax.ts';

export type Template = {
  readonly at: number;
  /** The text where there is no variable in it, else null. */
  readonly constant: string | null;
  readonly pieces: readonly Piece[];
};

/** Text, a variable by its name in lower case, or a match value by its number. */
export type Piece = string | { readonly variable: string } | { readonly capture: number };

/** Which of the two readings of `${…}` the script has asked for. */
export type TemplateReading = { readonly encoded: boolean; readonly variables: boolean };

/** `namespaces`: those a variable may be in. @throws SourceError bad-variable, bad-character */
export function readTemplate({ text, at }: StringNode, reading: TemplateReading, namespaces: string[]): Template {
  if (!text.includes('${')) return constantTemplate(text, at);
  const plain = reading.encoded ? decodeCharacters(text, at) : text;
  return reading.variables ? readPieces(plain, at, namespaces) : constantTemplate(plain, at);
}

function constantTemplate(text: string, at: number): Template {
  return { at, constant: text, pieces: [text] };
}

const reference = /\$\{(\d{1,9}|[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}/gi;

function readPieces(text: string, at: number, namespaces: string[]): Template {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(reference)) {
    if (match.index > done) pieces.push(text.slice(done, match.index));
    pieces.push(readReference(match[1]!, at, namespaces));
    done = match.index + match[0].length;
  }
  if (pieces.length === 0) return constantTemplate(text, at);
  if (done < text.length) pieces.push(text.slice(done));
  return { at, constant: null, pieces };
}

function readReference(name: string, at: number, namespaces: string[]): Piece {
  if (/^\d/.test(name)) return { capture: Number(name) };
  const variable = name.toLowerCase();
  const dot = variable.lastIndexOf('.');
  if (dot > 0 && !namespaces.includes(variable.slice(0, dot))) throw new SourceError(at, 'bad-variable', name);
  return { variable };
}

const encoded =
  /\$\{(hex:\s*[0-9a-f]{1,2}(?:\s+[0-9a-f]{1,2})*\s*|unicode:\s*[0-9a-f]{1,8}(?:\s+[0-9a-f]{1,8})*\s*)\}/gi;

/** Bytes and code points written in hexadecimal; what is not quite one stays as it is written. rfc/5228#2.4.2.4 */
function decodeCharacters(text: string, at: number): string {
  const pieces: Buffer[] = [];
  let done = 0;
  for (const match of text.matchAll(encoded)) {
    pieces.push(Buffer.from(text.slice(done, match.index)));
    const [kind, list] = match[1]!.split(':') as [string, string];
    const codes = list
      .trim()
      .split(/\s+/)
      .map(code => Number.parseInt(code, 16));
    if (kind.toLowerCase() === 'hex') pieces.push(Buffer.from(codes));
    else if (codes.some(code => code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))) {
      throw new SourceError(at, 'bad-character');
    } else pieces.push(Buffer.from(String.fromCodePoint(...codes)));
    done = match.index + match[0].length;
  }
  if (pieces.length === 0) return text;
  return Buffer.concat([...pieces, Buffer.from(text.slice(done))]).toString('utf8');
}
