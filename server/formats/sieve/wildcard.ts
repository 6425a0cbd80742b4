/**
 * `:matches`: `*` for any characters, `?` for one. rfc/5228#2.7.1. Each `*` takes as little as it can, as match values
 * must (rfc/5229#3.2), which the earliest place of every piece gives without ever going back.
 */

/** A pattern cut at its asterisks. `marks`: what stands for a match value, in order. */
export type Wildcard = { readonly pieces: readonly (readonly Unit[])[]; readonly marks: number };

/** A literal character, folded (to several where it must be), or null for `?`. */
type Unit = string | null;

/** `fold` makes equal characters identical. */
export function readWildcard(pattern: string, fold: (text: string) => string): Wildcard {
  const pieces: Unit[][] = [[]];
  let marks = 0;
  const symbols = [...pattern];
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i]!;
    const piece = pieces.at(-1)!;
    if (symbol === '*') pieces.push([]);
    else if (symbol === '?') piece.push(null);
    else {
      // A backslash makes the next character mean itself.
      const literal = symbol === '\\' && i + 1 < symbols.length ? symbols[++i]! : symbol;
      piece.push(fold(literal));
    }
    if (symbol === '*' || symbol === '?') marks++;
  }
  return { pieces, marks };
}

/** A text cut into characters, as they are and folded. */
export type Subject = { readonly source: readonly string[]; readonly units: readonly string[] };

export function readSubject(text: string, fold: (text: string) => string): Subject {
  const source = characters(text);
  return { source, units: /^[\x00-\x7f]*$/.test(text) ? characters(fold(text)) : source.map(fold) };
}

/** The match values, the whole text first, or null. `spend` is told the work before it is done, and may throw. */
export function matchWildcard(
  { pieces }: Wildcard,
  { source, units }: Subject,
  spend: (steps: number) => void,
): string[] | null {
  const first = pieces[0]!;
  if (pieces.length === 1) {
    return units.length === first.length && fits(units, 0, first) ? captures(source, [[0, first]]) : null;
  }
  const last = pieces.at(-1)!;
  const tail = units.length - last.length;
  if (first.length > tail || !fits(units, 0, first)) return null;
  const placed: [number, readonly Unit[]][] = [[0, first]];
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = find(units, at, tail, piece, spend);
    if (found < 0) return null;
    placed.push([found, piece]);
    at = found + piece.length;
  }
  if (!fits(units, tail, last)) return null;
  placed.push([tail, last]);
  return captures(source, placed);
}

function characters(text: string): string[] {
  return /[\ud800-\udfff]/.test(text) ? [...text] : text.split('');
}

function fits(units: readonly string[], at: number, piece: readonly Unit[]): boolean {
  for (let i = 0; i < piece.length; i++) if (piece[i] !== null && piece[i] !== units[at + i]) return false;
  return true;
}

/** The first place in `[from, end - length]`, or -1. */
function find(units: readonly string[], from: number, end: number, piece: readonly Unit[], spend: (n: number) => void) {
  let tried = 0;
  for (let at = from; at + piece.length <= end; at++) {
    if ((++tried & 63) === 0) spend(piece.length);
    if (fits(units, at, piece)) return at;
  }
  return -1;
}

/** What each mark stood for: `?` inside the pieces, `*` between them. */
function captures(source: readonly string[], placed: readonly [number, readonly Unit[]][]): string[] {
  const values = [source.join('')];
  let end = 0;
  for (const [index, [at, piece]] of placed.entries()) {
    if (index > 0) values.push(source.slice(end, at).join(''));
    for (const [offset, unit] of piece.entries()) if (unit === null) values.push(source[at + offset]!);
    end = at + piece.length;
  }
  return values;
}
