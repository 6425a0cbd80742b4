/** Sets of characters, as ranges of code points. */

/** Code points, both ends included, in order and apart from each other. */
export type Ranges = readonly (readonly [number, number])[];

export const lastCodePoint = 0x10ffff;

/** Ranges wider than this keep their case beyond ASCII: nobody writes them for letters. */
const widest = 2000;

/** A range with the other case of each of its letters. */
export function bothCases(from: number, to: number): [number, number][] {
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

/** In order, apart from each other. */
export function normal(ranges: readonly (readonly [number, number])[]): Ranges {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [from, to] of sorted) {
    const before = out.at(-1);
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** Every other character. */
export function complement(ranges: Ranges): Ranges {
  const out: [number, number][] = [];
  let next = 0;
  for (const [from, to] of normal(ranges)) {
    if (from > next) out.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= lastCodePoint) out.push([next, lastCodePoint]);
  return out;
}
