/** Bracket expressions: `[a-z[:digit:]]`. */
import { bothCases, complement, normal, type Ranges } from './ranges.ts';
import { type Reader, RegexError } from './reader.ts';

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
export function readBracket(reader: Reader): Ranges {
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
