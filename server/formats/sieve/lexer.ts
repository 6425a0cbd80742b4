/** The tokens of a script. rfc/5228#8.1. Line ends inside strings become CR LF, as everywhere in mail. */
import { SourceError } from './faults.ts';

export type Token =
  | { readonly kind: 'identifier' | 'tag' | 'string'; readonly at: number; readonly text: string }
  | { readonly kind: 'number'; readonly at: number; readonly value: number }
  | { readonly kind: 'punctuation'; readonly at: number; readonly text: string }
  | { readonly kind: 'end'; readonly at: number };

const space = /(?:[ \t\r\n]+|#[^\n]*)+/y;
const identifier = /:?[A-Za-z_][A-Za-z0-9_]*/y;
const number = /(\d+)([KMGkmg]?)(?![A-Za-z0-9_])/y;
const quoted = /"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y;
const multiline = /text:[ \t]*(?:#[^\n]*)?\r?\n/iy;

/** Sticky matching at one place of the source. */
function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** @throws SourceError at the first thing that is no token */
export function readTokens(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at = skipSpace(source, at);
    if (at >= source.length) break;
    const token = readString(source, at) ?? readText(source, at) ?? readWord(source, at) ?? readPunctuation(source, at);
    tokens.push(token.token);
    at = token.end;
  }
  tokens.push({ kind: 'end', at });
  return tokens;
}

type Read = { token: Token; end: number };

function skipSpace(source: string, from: number): number {
  let at = from;
  for (;;) {
    const blank = matchAt(space, source, at);
    if (blank) at += blank[0].length;
    if (!source.startsWith('/*', at)) return at;
    const close = source.indexOf('*/', at + 2);
    if (close < 0) throw new SourceError(at, 'unclosed-comment');
    at = close + 2;
  }
}

function readString(source: string, at: number): Read | null {
  if (source[at] !== '"') return null;
  const match = matchAt(quoted, source, at);
  if (!match) throw new SourceError(at, 'unclosed-string');
  const text = match[1]!.replace(/\\([\s\S])/g, '$1');
  return { token: { kind: 'string', at, text: withCrlf(text) }, end: at + match[0].length };
}

/** `text:` up to a line of a single dot, dots that begin a line halved. rfc/5228#2.4.2 */
function readText(source: string, at: number): Read | null {
  const match = matchAt(multiline, source, at);
  if (!match) return null;
  const lines: string[] = [];
  for (let from = at + match[0].length; from < source.length; ) {
    const newline = source.indexOf('\n', from);
    const end = newline < 0 ? source.length : newline + 1;
    const line = source.slice(from, end).replace(/\r?\n$/, '');
    if (line === '.') {
      const text = lines.map(one => `${one.startsWith('..') ? one.slice(1) : one}\r\n`).join('');
      return { token: { kind: 'string', at, text }, end };
    }
    lines.push(line);
    from = end;
  }
  throw new SourceError(at, 'unclosed-text');
}

const factors: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

function readWord(source: string, at: number): Read | null {
  const word = matchAt(identifier, source, at)?.[0];
  if (word !== undefined) {
    const tag = word.startsWith(':');
    return { token: { kind: tag ? 'tag' : 'identifier', at, text: word.toLowerCase() }, end: at + word.length };
  }
  const digits = matchAt(number, source, at);
  if (!digits) return null;
  const value = Number(digits[1]) * factors[digits[2]!.toLowerCase()]!;
  if (!Number.isSafeInteger(value)) throw new SourceError(at, 'number-too-large');
  return { token: { kind: 'number', at, value }, end: at + digits[0].length };
}

function readPunctuation(source: string, at: number): Read {
  const text = source[at]!;
  if ('[](){},;'.includes(text)) return { token: { kind: 'punctuation', at, text }, end: at + 1 };
  throw new SourceError(at, 'stray-character', String.fromCodePoint(source.codePointAt(at)!));
}

function withCrlf(text: string): string {
  return text.includes('\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}
