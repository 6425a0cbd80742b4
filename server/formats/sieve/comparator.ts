/** The comparators of a script: what makes two texts equal and which one comes first. rfc/4790, rfc/5228#2.7.3, RFC 5051 */
import { casemap } from '../message/fold.ts';

export type Comparator = {
  readonly name: string;
  /** Texts that are equal become identical; null where parts of a text cannot be compared. */
  readonly fold: ((text: string) => string) | null;
  equal(a: string, b: string): boolean;
  /** Negative, zero or positive. */
  order(a: string, b: string): number;
};

function folding(name: string, fold: (text: string) => string): Comparator {
  return {
    name,
    fold,
    equal: (a, b) => fold(a) === fold(b),
    order: (a, b) => orderOctets(fold(a), fold(b)),
  };
}

/** The letters a to z become capitals, and nothing else changes. rfc/4790#9.2.1 */
function foldAscii(text: string): string {
  return /[^\x00-\x7f]/.test(text) ? text.replace(/[a-z]+/g, lower => lower.toUpperCase()) : text.toUpperCase();
}

/** As their UTF-8 would be ordered. */
function orderOctets(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Leading digits as a number of any length; a text without is larger than every number, and equal to its like. rfc/4790#9.1 */
function digitsOf(text: string): string | null {
  const digits = /^\d+/.exec(text)?.[0];
  return digits === undefined ? null : digits.replace(/^0+(?=\d)/, '');
}

function orderNumbers(a: string, b: string): number {
  const [left, right] = [digitsOf(a), digitsOf(b)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (left.length !== right.length) return left.length - right.length;
  return left === right ? 0 : left < right ? -1 : 1;
}

export const comparators: Readonly<Record<string, Comparator>> = {
  'i;octet': folding('i;octet', text => text),
  'i;ascii-casemap': folding('i;ascii-casemap', foldAscii),
  'i;unicode-casemap': folding('i;unicode-casemap', casemap),
  'i;ascii-numeric': {
    name: 'i;ascii-numeric',
    fold: null,
    equal: (a, b) => orderNumbers(a, b) === 0,
    order: orderNumbers,
  },
};
