/**
 * Extended regular expressions as POSIX has them (draft-ietf-sieve-regex): alternation, groups, `* + ? {m,n}`, bracket
 * expressions with classes, `^` and `$`. No back-reference, no look-around: what remains runs in linear time.
 */
import { readBracket } from './bracket.ts';
import { bothCases, complement, lastCodePoint, normal, type Ranges } from './ranges.ts';
import { type Reader, RegexError } from './reader.ts';

export type Node =
  | { readonly kind: 'set'; readonly ranges: Ranges }
  | { readonly kind: 'start' | 'end' | 'empty' }
  | { readonly kind: 'group'; readonly index: number; readonly node: Node }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly node: Node;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    };

/** Longest expression, and largest count in `{m,n}`. */
const maxLength = 2000;
const maxCount = 255;
const maxDepth = 50;
/** Signs of repetition one after the other. */
const maxStacked = 4;

/** `groups`: how many parentheses capture. `anyCase`: letters stand for both their cases. @throws RegexError */
export function parseRegex(text: string, anyCase: boolean): { node: Node; groups: number } {
  if (text.length > maxLength) throw new RegexError('too large');
  const reader: Reader = { symbols: [...text], at: 0, groups: 0, depth: 0, anyCase };
  const node = readChoice(reader);
  if (reader.at < reader.symbols.length) throw new RegexError('stray parenthesis');
  return { node, groups: reader.groups };
}

function readChoice(reader: Reader): Node {
  if (++reader.depth > maxDepth) throw new RegexError('too large');
  const nodes = [readSequence(reader)];
  while (reader.symbols[reader.at] === '|') {
    reader.at++;
    nodes.push(readSequence(reader));
  }
  reader.depth--;
  return nodes.length === 1 ? nodes[0]! : { kind: 'choice', nodes };
}

function readSequence(reader: Reader): Node {
  const nodes: Node[] = [];
  for (;;) {
    const symbol = reader.symbols[reader.at];
    if (symbol === undefined || symbol === '|' || symbol === ')') break;
    nodes.push(readRepeats(reader, readAtom(reader, symbol)));
  }
  return nodes.length === 1 ? nodes[0]! : { kind: nodes.length === 0 ? 'empty' : 'sequence', nodes };
}

function readAtom(reader: Reader, symbol: string): Node {
  reader.at++;
  switch (symbol) {
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '.':
      return { kind: 'set', ranges: [[0, lastCodePoint]] };
    case '[':
      return { kind: 'set', ranges: readBracket(reader) };
    case '(':
      return readGroup(reader);
    case '*':
    case '+':
    case '?':
      throw new RegexError('nothing to repeat');
    case '\\':
      return readEscape(reader);
    default:
      return literal(reader, symbol);
  }
}

function readGroup(reader: Reader): Node {
  const plain = reader.symbols[reader.at] === '?' && reader.symbols[reader.at + 1] === ':';
  if (plain) reader.at += 2;
  const index = plain ? 0 : ++reader.groups;
  const node = readChoice(reader);
  if (reader.symbols[reader.at] !== ')') throw new RegexError('unclosed group');
  reader.at++;
  return plain ? node : { kind: 'group', index, node };
}

/** Classes that people know from other dialects; everything else means itself. */
const escapes: Readonly<Record<string, Ranges>> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  s: [
    [9, 13],
    [32, 32],
  ],
};

function readEscape(reader: Reader): Node {
  const symbol = reader.symbols[reader.at++];
  if (symbol === undefined) throw new RegexError('trailing backslash');
  const ranges = Object.hasOwn(escapes, symbol.toLowerCase()) ? escapes[symbol.toLowerCase()] : undefined;
  if (!ranges) return literal(reader, symbol);
  return { kind: 'set', ranges: symbol === symbol.toLowerCase() ? ranges : complement(ranges) };
}

function literal(reader: Reader, symbol: string): Node {
  const code = symbol.codePointAt(0)!;
  return { kind: 'set', ranges: normal(reader.anyCase ? bothCases(code, code) : [[code, code]]) };
}

function readRepeats(reader: Reader, atom: Node): Node {
  let node = atom;
  for (let stacked = 0; ; stacked++) {
    const counts = readCounts(reader);
    if (!counts) return node;
    if (stacked >= maxStacked) throw new RegexError('too large');
    const lazy = reader.symbols[reader.at] === '?';
    if (lazy) reader.at++;
    node = { kind: 'repeat', node, least: counts[0], most: counts[1], lazy };
  }
}

function readCounts(reader: Reader): [number, number] | null {
  const symbol = reader.symbols[reader.at];
  const simple: Readonly<Record<string, [number, number]>> = {
    '*': [0, Number.POSITIVE_INFINITY],
    '+': [1, Number.POSITIVE_INFINITY],
    '?': [0, 1],
  };
  if (symbol !== undefined && Object.hasOwn(simple, symbol)) {
    reader.at++;
    return simple[symbol]!;
  }
  if (symbol !== '{') return null;
  const close = reader.symbols.indexOf('}', reader.at);
  const match = /^(\d{1,4})(,(\d{0,4}))?$/.exec(close < 0 ? '' : reader.symbols.slice(reader.at + 1, close).join(''));
  if (!match) throw new RegexError('bad repetition');
  reader.at = close + 1;
  const least = Number(match[1]);
  const most = match[2] === undefined ? least : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
  if (least > maxCount || most < least || (most !== Number.POSITIVE_INFINITY && most > maxCount)) {
    throw new RegexError('bad repetition');
  }
  return [least, most];
}
