import { maxNumber } from './primitives.ts';
import type { Reader } from './reader.ts';

/** Numbers or UIDs from `from` to `to`, either way round; `largestNumber` stands for `*`. */
export type SequenceRange = {
  from: number;
  to: number;
};

/** rfc/9051#9; `saved` is the `$` of the last search. rfc/9051#6.4.4.1 */
export type SequenceSet = { kind: 'ranges'; ranges: SequenceRange[] } | { kind: 'saved' };

export const largestNumber = Number.POSITIVE_INFINITY;

export function startsSequenceSet(reader: Reader): boolean {
  const { next } = reader;
  return (next >= zero && next <= nine) || next === starCode || next === dollarCode;
}

export function readSequenceSet(reader: Reader): SequenceSet {
  if (reader.skip('$')) return { kind: 'saved' };
  return { kind: 'ranges', ranges: readRanges(reader, readSequenceNumber) };
}

/** A set of known UIDs, where `*` would mean nothing. rfc/7162#7 */
export function readKnownSet(reader: Reader): SequenceRange[] {
  return readRanges(reader, readPlainNumber);
}

/** seq-number: a number, or `*`. */
export function readSequenceNumber(reader: Reader): number {
  return reader.skip('*') ? largestNumber : readPlainNumber(reader);
}

function readRanges(reader: Reader, number: (reader: Reader) => number): SequenceRange[] {
  const ranges: SequenceRange[] = [];
  do {
    const from = number(reader);
    ranges.push({ from, to: reader.skip(':') ? number(reader) : from });
  } while (reader.skip(','));
  return ranges;
}

/** Sets can hold thousands of numbers: no string is made for each. */
function readPlainNumber(reader: Reader): number {
  const { text } = reader;
  let value = 0;
  let at = reader.at;
  for (let code = text.charCodeAt(at); code >= zero && code <= nine && value <= maxNumber; code = text.charCodeAt(++at))
    value = value * 10 + code - zero;
  if (value === 0 || value > maxNumber) reader.fail('Message number expected');
  reader.at = at;
  return value;
}

/** Ascending, disjoint ranges, `*` being `largest`. Nothing is enumerated: `1:4294967295` is one range. */
export function resolveRanges(ranges: readonly SequenceRange[], largest: number): SequenceRange[] {
  const ordered = ranges
    .map(({ from, to }) => {
      const a = from === largestNumber ? largest : from;
      const b = to === largestNumber ? largest : to;
      return a <= b ? { from: a, to: b } : { from: b, to: a };
    })
    .sort((a, b) => a.from - b.from);
  const merged: SequenceRange[] = [];
  for (const range of ordered) {
    const last = merged.at(-1);
    if (last && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
    else merged.push(range);
  }
  return merged;
}

/** The places, as half-open index ranges, of those of `numbers` (ascending) that lie in `ranges` (resolved). */
export function slicesWithin(
  ranges: readonly SequenceRange[],
  numbers: ArrayLike<number>,
): { start: number; end: number }[] {
  const slices: { start: number; end: number }[] = [];
  let start = 0;
  for (const { from, to } of ranges) {
    start = firstAtLeast(numbers, from, start);
    const end = firstAtLeast(numbers, to + 1, start);
    if (end > start) slices.push({ start, end });
    start = end;
  }
  return slices;
}

export function isWithin(ranges: readonly SequenceRange[], number: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.to < number) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low]!.from <= number;
}

/** The shortest spelling of ascending numbers. */
export function formatSequenceSet(numbers: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < numbers.length; ) {
    const first = numbers[i]!;
    let last = first;
    while (++i < numbers.length && numbers[i] === last + 1) last++;
    text += `${text === '' ? '' : ','}${first === last ? first : `${first}:${last}`}`;
  }
  return text;
}

export function formatRanges(ranges: readonly SequenceRange[]): string {
  const spelled = (number: number) => (number === largestNumber ? '*' : `${number}`);
  return ranges.map(({ from, to }) => (from === to ? spelled(from) : `${spelled(from)}:${spelled(to)}`)).join(',');
}

/** The first index from `start` on whose number is at least `value`. Steps double first: neighbours are found at once. */
function firstAtLeast(numbers: ArrayLike<number>, value: number, start: number): number {
  let step = 1;
  let low = start;
  while (low + step < numbers.length && numbers[low + step]! < value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, numbers.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const zero = 0x30;
const nine = 0x39;
const starCode = 0x2a;
const dollarCode = 0x24;
