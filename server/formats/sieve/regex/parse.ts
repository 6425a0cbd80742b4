/**
 * Extended regular expressions as POSIX has them (draft-ietf-sieve-regex): alternation, groups, `* + ? {m,n}`, bracket
 * expressions with classes, `^` and `$`. No back-reference, no look-around: what remains runs in linear time.
 */

/** Code points, both ends included, in order and apart from each other. */
export type Ranges = readonly (readonly [number, number])[];

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

/** Why an expression is refused, in a few English words that faults.ts knows how to say in French. */
export class RegexError extends Error {}

/** Longest expression, and largest count in `{m,n}`. */
const maxLength = 2000;
const maxCount = 255;
const maxDepth = 50;
/** Signs of repetition one after the other. */
const maxStacked = 4;
export const lastCodePoint = 0x10ffff;

type Reader = {
  readonly symbols: readonly string[];
  at: number;
  groups: number;
  depth: number;
  readonly anyCase: boolean;
};

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

const classes: Readonly<Record<string, Ranges>> = {
  alpha: [
    [65, 90],
    [97, 122],
    [0xaa, 0xaa],
    [0xb5, 0xb5],
    [0xba, 0xba],
    [0xc0, 0xd6],
    [0xd8, 0xf6],
    [0xf8, 0x2af],
    [0x370, 0x3ff],
    [0x400, 0x52f],
  ],
  digit: [[48, 57]],
  upper: [[65, 90]],
  lower: [[97, 122]],
  space: [
    [9, 13],
    [32, 32],
  ],
  blank: [
    [9, 9],
    [32, 32],
  ],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  xdigit: [
    [48, 57],
    [65, 70],
    [97, 102],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  print: [[32, 126]],
  graph: [[33, 126]],
};

/** A bracket expression: a first `]` is literal, and a backslash is one too. */
function readBracket(reader: Reader): Ranges {
  const { symbols } = reader;
  const negated = symbols[reader.at] === '^';
  if (negated) reader.at++;
  const ranges: [number, number][] = [];
  for (let first = true; ; first = false) {
    const symbol = symbols[reader.at];
    if (symbol === undefined) throw new RegexError('unclosed bracket');
    if (symbol === ']' && !first) break;
    if (symbol === '[' && symbols[reader.at + 1] === ':') {
      const named = readClass(reader);
      for (const [from, to] of named) ranges.push([from, to]);
      continue;
    }
    const from = bracketSymbol(reader);
    const isRange = symbols[reader.at] === '-' && (symbols[reader.at + 1] ?? ']') !== ']';
    if (isRange) reader.at++;
    const to = isRange ? bracketSymbol(reader) : from;
    if (to < from) throw new RegexError('bad range');
    ranges.push(...(reader.anyCase ? bothCases(from, to) : [[from, to] as [number, number]]));
  }
  reader.at++;
  const set = normal(ranges);
  return negated ? complement(set) : set;
}

/** A character, or `[.x.]` and `[=x=]` which name one. */
function bracketSymbol(reader: Reader): number {
  const { symbols, at } = reader;
  const mark = symbols[at + 1];
  const named = symbols[at] === '[' && (mark === '.' || mark === '=') && symbols[at + 3] === mark;
  const symbol = named ? symbols[at + 2] : symbols[at];
  if (symbol === undefined) throw new RegexError('unclosed bracket');
  reader.at += named ? 5 : 1;
  return symbol.codePointAt(0)!;
}

function readClass(reader: Reader): Ranges {
  const end = reader.symbols.indexOf(':', reader.at + 2);
  const name = end < 0 ? '' : reader.symbols.slice(reader.at + 2, end).join('');
  const known = name === 'alnum' ? [...classes.alpha!, ...classes.digit!] : classes[name];
  if (
    end < 0 ||
    reader.symbols[end + 1] !== ']' ||
    !known ||
    !Object.hasOwn(classes, name === 'alnum' ? 'alpha' : name)
  ) {
    throw new RegexError('unknown class');
  }
  reader.at = end + 2;
  return reader.anyCase && (name === 'upper' || name === 'lower') ? [...classes.upper!, ...classes.lower!] : known;
}

/** Ranges wider than this keep their case beyond ASCII: nobody writes them for letters. */
const widest = 2000;

function bothCases(from: number, to: number): [number, number][] {
  const ranges: [number, number][] = [[from, to]];
  const add = (low: number, high: number, shift: number) => {
    const [start, end] = [Math.max(from, low), Math.min(to, high)];
    if (start <= end) ranges.push([start + shift, end + shift]);
  };
  add(65, 90, 32);
  add(97, 122, -32);
  if (to < 128 || to - from > widest) return ranges;
  for (let code = Math.max(from, 128); code <= to; code++) {
    const symbol = String.fromCodePoint(code);
    for (const other of [symbol.toLowerCase(), symbol.toUpperCase()]) {
      if (other !== symbol && [...other].length === 1) ranges.push([other.codePointAt(0)!, other.codePointAt(0)!]);
    }
  }
  return ranges;
}

function normal(ranges: readonly (readonly [number, number])[]): Ranges {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [from, to] of sorted) {
    const before = out.at(-1);
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else out.push([from, to]);
  }
  return out;
}

function complement(ranges: Ranges): Ranges {
  const out: [number, number][] = [];
  let next = 0;
  for (const [from, to] of normal(ranges)) {
    if (from > next) out.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= lastCodePoint) out.push([next, lastCodePoint]);
  return out;
}
