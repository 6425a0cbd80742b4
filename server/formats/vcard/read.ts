/**
 * Bytes to cards: 2.1 (Versit), 3.0 (rfc/2426) and 4.0 (rfc/6350), several in one file, in whatever charset they claim.
 * Forgiving where nothing is lost by it: any line ending, a line that is no property is more text of the one before.
 */
import { isUtf8 } from 'node:buffer';
import { clean, decodeCharset } from '../message/charset.ts';
import { decodeBytes } from '../message/decode.ts';
import { type Card, escapeText, type Param, type Property, type Version, writeComponents } from './card.ts';

/** Octets of one card, and properties it may have. */
export const cardLimits = { bytes: 1_048_576, properties: 2000, params: 50, photoBytes: 524_288 } as const;

export type CardFault = 'no-end' | 'nested' | 'version' | 'too-large' | 'too-many-properties';

/** `line` is where the card begins in the file, the first being 1. */
export type ReadCard =
  | { readonly kind: 'card'; readonly line: number; readonly card: Card }
  | { readonly kind: 'fault'; readonly line: number; readonly fault: CardFault };

/** Every card of a file, good or not, in order; what stands outside of cards is passed over. Never throws. */
export function readCards(bytes: Buffer): ReadCard[] {
  const whole = inUtf8(bytes);
  const lines = whole.toString('latin1').split(/\r\n|\n|\r/);
  const decode: Decode = isUtf8(whole) ? decodeUtf8 : decodeCharset;
  const found: ReadCard[] = [];
  let begun: { line: number; lines: string[]; depth: number; nested: boolean } | null = null;
  for (const [index, line] of lines.entries()) {
    const mark = /^(begin|end):vcard[ \t]*$/i.exec(line)?.[1]?.toLowerCase();
    if (begun === null) {
      if (mark === 'begin') begun = { line: index + 1, lines: [], depth: 1, nested: false };
    } else if (mark === 'begin') {
      begun.depth += 1;
      begun.nested = true;
    } else if (mark !== 'end') begun.lines.push(line);
    else if (--begun.depth === 0) {
      found.push({ line: begun.line, ...readOne(begun.lines, begun.nested, decode) });
      begun = null;
    }
  }
  if (begun !== null) found.push({ kind: 'fault', line: begun.line, fault: 'no-end' });
  return found;
}

/** A file that is UTF-8 is not guessed at value by value. */
type Decode = (bytes: Buffer, charset: string) => string;
const decodeUtf8: Decode = (bytes, charset) =>
  charset === '' ? clean(bytes.toString('utf8')) : decodeCharset(bytes, charset);

/** The one card of some bytes, or why there is none. */
export function readCard(bytes: Buffer): ReadCard {
  const cards = readCards(bytes);
  return cards.length === 1 ? cards[0]! : { kind: 'fault', line: 1, fault: cards.length === 0 ? 'no-end' : 'nested' };
}

/** Windows writes some of its files in UTF-16. */
function inUtf8(bytes: Buffer): Buffer {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(decodeCharset(bytes, 'utf-16le'));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(decodeCharset(bytes, 'utf-16be'));
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

type One = { kind: 'card'; card: Card } | { kind: 'fault'; fault: CardFault };

function readOne(lines: readonly string[], nested: boolean, decode: Decode): One {
  if (nested) return { kind: 'fault', fault: 'nested' };
  let octets = 0;
  for (const line of lines) octets += line.length + 2;
  if (octets > cardLimits.bytes) return { kind: 'fault', fault: 'too-large' };
  const version = lines.map(line => /^version[^:]*:[ \t]*(2\.1|3\.0|4\.0)[ \t]*$/i.exec(line)?.[1]).find(Boolean);
  if (version === undefined) return { kind: 'fault', fault: 'version' };
  const properties = unfold(lines, version as Version)
    .map(line => readProperty(line, version as Version, decode))
    .filter(one => one.name !== 'VERSION');
  if (properties.length > cardLimits.properties) return { kind: 'fault', fault: 'too-many-properties' };
  return { kind: 'card', card: { version: version as Version, properties } };
}

const startsProperty = /^(?:[A-Za-z0-9-]{1,100}\.)?[A-Za-z0-9-]{1,100}[ \t]*[:;]/;

/** Whole lines; octets still. rfc/6350#3.2 */
function unfold(lines: readonly string[], version: Version): string[] {
  const whole: string[][] = [];
  let quoted = false;
  for (const line of lines) {
    const last = whole.at(-1);
    if (last !== undefined && quoted) last[last.length - 1] = last.at(-1)!.slice(0, -1).concat(line);
    else if (last !== undefined && /^[ \t]/.test(line)) last.push(version === '2.1' ? line.trimStart() : line.slice(1));
    else if (startsProperty.test(line)) whole.push([line]);
    else if (last !== undefined && line !== '') last.push(inBase64(last[0]!) ? line : `\\n${line}`);
    const said = whole.at(-1)?.[0] ?? '';
    quoted = version === '2.1' && inQuotedPrintable(said) && (whole.at(-1)?.at(-1)?.endsWith('=') ?? false);
  }
  return whole.map(parts => parts.join(''));
}

/** Looks at what stands before the value only. */
const inQuotedPrintable = (line: string): boolean => /^[^:]*;[ \t]*(?:encoding=)?quoted-printable\b/i.test(line);
const inBase64 = (line: string): boolean => /^[^:]*;[ \t]*(?:encoding=)?(?:base64|b)(?=[;:])/i.test(line);

function readProperty(line: string, version: Version, decode: Decode): Property {
  const colon = valueStart(line);
  const head = decode(Buffer.from(line.slice(0, colon), 'latin1'), '');
  const [full = '', ...words] = splitOutsideQuotes(head, ';');
  const dot = full.indexOf('.');
  const params = words.slice(0, cardLimits.params).flatMap(word => readParam(word, version));
  const name = full
    .slice(dot + 1)
    .trim()
    .toUpperCase();
  const written = Buffer.from(line.slice(colon + 1), 'latin1');
  const charset = params.find(param => param.name === 'CHARSET')?.values[0] ?? '';
  const group = dot < 0 ? null : full.slice(0, dot).trim();
  const quoted = params.some(param => param.name === 'ENCODING' && /^quoted-printable$/i.test(param.values[0] ?? ''));
  // What is read is in Unicode, and says no other charset.
  const kept = params.filter(({ name }) => name !== 'CHARSET' && !(version === '2.1' && quoted && name === 'ENCODING'));
  if (version !== '2.1') return { group, name, params: kept, value: oneLine(decode(written, charset)) };
  const text = decode(quoted ? decodeBytes(written, 'quoted-printable') : written, charset);
  return { group, name, params: kept, value: escaped21(name, text, quoted) };
}

/** The only escape of 2.1 is that of the semicolon; the values this makes are written as in 3.0 and 4.0. */
function escaped21(name: string, text: string, quoted: boolean): string {
  const parts = text.split(/(?<!\\);/).map(part => part.replaceAll('\\;', ';'));
  if (structured.has(name)) return writeComponents(parts.map(part => [part]));
  if (listed.has(name)) return oneLine(text);
  // An escape of a later version that a careless program wrote is a line break to everybody.
  return escapeText(quoted ? parts.join(';') : parts.join(';').replaceAll('\\n', '\n'));
}

const structured = new Set(['N', 'ADR', 'ORG']);
/** Values that are no texts: nothing to escape. */
const listed = new Set(['PHOTO', 'LOGO', 'SOUND', 'KEY', 'URL', 'BDAY', 'REV', 'GEO', 'CATEGORIES', 'TZ']);

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, '\\n');
}

/** Where the first colon outside quotes stands. */
function valueStart(line: string): number {
  const plain = line.indexOf(':');
  const quote = line.indexOf('"');
  if (quote < 0 || quote > plain) return plain;
  let inside = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') inside = !inside;
    else if (line[at] === ':' && !inside) return at;
  }
  return plain;
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let inside = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') inside = !inside;
    else if (text[at] === separator && !inside) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** A parameter; in 2.1 a lone word says a type or an encoding. */
function readParam(word: string, version: Version): Param[] {
  const equals = word.indexOf('=');
  if (equals < 0) {
    const lone = word.trim();
    if (lone === '') return [];
    const isEncoding = version === '2.1' && /^(?:quoted-printable|base64|8bit|7bit)$/i.test(lone);
    return [{ name: isEncoding ? 'ENCODING' : 'TYPE', values: words(lone) }];
  }
  const name = word.slice(0, equals).trim().toUpperCase();
  if (!/^[A-Z0-9-]{1,100}$/.test(name)) return [];
  const values = splitOutsideQuotes(word.slice(equals + 1), ',').map(readParamValue);
  // rfc/6350#5.6 writes several types in one pair of quotes.
  return [{ name, values: name === 'TYPE' ? values.flatMap(words) : values }];
}

const words = (value: string): string[] => value.split(',').map(word => word.trim());

/** rfc/6868#3 */
function readParamValue(written: string): string {
  const plain = written
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .replaceAll('"', '');
  return plain.replace(/\^([n^'])/g, (_, mark: string) => (mark === 'n' ? '\n' : mark === "'" ? '"' : '^'));
}
