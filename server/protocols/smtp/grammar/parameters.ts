/** Parameters of MAIL and RCPT. rfc/5321#4.1.2 */
import { GrammarFault } from './fault.ts';

/** `KEY=value` pairs, keys in upper case. A parameter given twice is a fault, as one that nobody offered. */
export function readParameters(text: string, known: readonly string[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const word of text.split(' ')) {
    if (word === '') continue;
    const equals = word.indexOf('=');
    const key = (equals < 0 ? word : word.slice(0, equals)).toUpperCase();
    if (!known.includes(key)) throw new GrammarFault('parameter', `Parameter not offered here: ${printable(key)}`);
    if (parameters.has(key)) throw new GrammarFault('syntax', `Parameter given twice: ${key}`);
    parameters.set(key, equals < 0 ? '' : word.slice(equals + 1));
  }
  return parameters;
}

/** A number of at most `digits` digits. */
export function readNumber(key: string, value: string, digits: number): number {
  if (!/^\d+$/.test(value) || value.length > digits) throw new GrammarFault('syntax', `Not a number: ${key}`);
  return Number(value);
}

/** One of some words, whatever its case. */
export function readWord<const Word extends string>(key: string, value: string, words: readonly Word[]): Word {
  const word = words.find(one => one === value.toUpperCase());
  if (word === undefined) throw new GrammarFault('syntax', `Unknown value of ${key}`);
  return word;
}

/** Text in which `+41` stands for `A`. rfc/3461#4 */
export function readXtext(key: string, value: string, longest: number): string {
  if (value.length > longest || !/^(?:[!-*,-<>-~]|\+[0-9A-F]{2})*$/.test(value)) {
    throw new GrammarFault('syntax', `Badly encoded ${key}`);
  }
  const bytes = value.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (/[\x00-\x1f\x7f]/.test(bytes)) throw new GrammarFault('syntax', `Control characters in ${key}`);
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const printable = (text: string): string => text.slice(0, 32).replace(/[^!-~]/g, '?');
