import type { Day } from './date-time.ts';
import { readDate } from './date-time.ts';
import { type DecodeText, decodeUtf8 } from './decode-text.ts';
import { type Flag, readFlag } from './flags.ts';
import {
  readAstring,
  readAstringBytes,
  readAtom,
  readKeyword,
  readNumber,
  readNumber64,
  readObjectId,
} from './primitives.ts';
import { Reader } from './reader.ts';
import { readSequenceSet, type SequenceSet, startsSequenceSet } from './sequence-set.ts';

export type TextField = 'bcc' | 'body' | 'cc' | 'from' | 'subject' | 'text' | 'to';

export type SearchKey =
  | { kind: 'all' }
  | { kind: 'flag'; flag: Flag; set: boolean }
  /** `\Recent`, which only IMAP4rev1 knows. */
  | { kind: 'recent' }
  | { kind: 'text'; field: TextField; text: string }
  | { kind: 'header'; name: string; text: string }
  | { kind: 'date'; date: 'internal' | 'sent' | 'saved'; relation: 'before' | 'on' | 'since'; day: Day }
  | { kind: 'save-date-supported' }
  | { kind: 'size'; relation: 'larger' | 'smaller'; octets: number }
  | { kind: 'within'; relation: 'older' | 'younger'; seconds: number }
  /** `entry` restricts to the changes of one flag, for servers that count them apart. rfc/7162#3.1.5 */
  | { kind: 'modseq'; modseq: number; entry?: { name: string; type: 'priv' | 'shared' | 'all' } }
  | { kind: 'email-id' | 'thread-id'; id: string }
  | { kind: 'filter'; name: string }
  | { kind: 'uid'; set: SequenceSet }
  /** UIDs above or below one. rfc/9738 */
  | { kind: 'uid-after' | 'uid-before'; uid: number }
  | { kind: 'sequence'; set: SequenceSet }
  | { kind: 'not'; key: SearchKey }
  | { kind: 'or'; keys: [SearchKey, SearchKey] }
  | { kind: 'and'; keys: SearchKey[] };

/** Parentheses, NOT and OR inside one another; clients that join words with OR reach some dozens. */
export const maxSearchDepth = 64;

/** One key of SEARCH. rfc/9051#6.4.4, rfc/3501#6.4.4, rfc/5032, rfc/7162#3.1.5, rfc/8474#6, rfc/8514#4.3, rfc/5466#3.1 */
export function readSearchKey(reader: Reader, decode: DecodeText, depth = 0): SearchKey {
  if (depth > maxSearchDepth) reader.fail('Search keys nested too deeply', 'limit');
  if (startsSequenceSet(reader)) return { kind: 'sequence', set: readSequenceSet(reader) };
  if (reader.skip('(')) {
    const key = readSearchKeys(reader, decode, depth + 1);
    reader.expect(')');
    return key;
  }
  const name = readKeyword(reader);
  const simple = simpleNames.get(name);
  if (simple) return simple;
  const argument = keysWithArgument.get(name) ?? reader.fail('Unknown search key');
  reader.expect(' ');
  return argument(reader, decode, depth + 1);
}

/** Keys one after the other, all of which must hold. */
export function readSearchKeys(reader: Reader, decode: DecodeText, depth = 0): SearchKey {
  const keys: SearchKey[] = [];
  do keys.push(readSearchKey(reader, decode, depth));
  while (reader.skip(' '));
  return keys.length === 1 ? keys[0]! : { kind: 'and', keys };
}

/** The value of a filter: keys as SEARCH has them, in UTF-8. @throws BadSyntax */
export function parseStoredSearch(value: Buffer): SearchKey {
  const reader = new Reader([value], { utf8: true });
  const key = readSearchKeys(reader, decodeUtf8);
  reader.end();
  return key;
}

const flag = (name: string, set: boolean): SearchKey => ({ kind: 'flag', flag: name, set });
const not = (key: SearchKey): SearchKey => ({ kind: 'not', key });
const recent: SearchKey = { kind: 'recent' };

const simpleNames = new Map<string, SearchKey>([
  ['ALL', { kind: 'all' }],
  ['RECENT', recent],
  ['OLD', not(recent)],
  ['NEW', { kind: 'and', keys: [recent, flag('\\Seen', false)] }],
  ['SAVEDATESUPPORTED', { kind: 'save-date-supported' }],
  ...['Answered', 'Deleted', 'Draft', 'Flagged', 'Seen'].flatMap((name): [string, SearchKey][] => [
    [name.toUpperCase(), flag(`\\${name}`, true)],
    [`UN${name.toUpperCase()}`, flag(`\\${name}`, false)],
  ]),
]);

type ReadArgument = (reader: Reader, decode: DecodeText, depth: number) => SearchKey;

const keysWithArgument = new Map<string, ReadArgument>([
  ...(['bcc', 'body', 'cc', 'from', 'subject', 'text', 'to'] as const).map((field): [string, ReadArgument] => [
    field.toUpperCase(),
    (reader, decode) => ({ kind: 'text', field, text: decode(reader, readAstringBytes(reader)) }),
  ]),
  ...(['internal', 'sent', 'saved'] as const).flatMap(date =>
    (['before', 'on', 'since'] as const).map((relation): [string, ReadArgument] => [
      `${date === 'internal' ? '' : date}${relation}`.toUpperCase(),
      reader => ({ kind: 'date', date, relation, day: readDate(reader) }),
    ]),
  ),
  ['LARGER', reader => ({ kind: 'size', relation: 'larger', octets: readNumber64(reader) })],
  ['SMALLER', reader => ({ kind: 'size', relation: 'smaller', octets: readNumber64(reader) })],
  ['OLDER', reader => ({ kind: 'within', relation: 'older', seconds: readNumber(reader, 1) })],
  ['YOUNGER', reader => ({ kind: 'within', relation: 'younger', seconds: readNumber(reader, 1) })],
  ['EMAILID', reader => ({ kind: 'email-id', id: readObjectId(reader) })],
  ['THREADID', reader => ({ kind: 'thread-id', id: readObjectId(reader) })],
  ['KEYWORD', reader => ({ kind: 'flag', flag: readFlag(reader), set: true })],
  ['UNKEYWORD', reader => ({ kind: 'flag', flag: readFlag(reader), set: false })],
  ['UIDAFTER', reader => ({ kind: 'uid-after', uid: readNumber(reader, 1) })],
  ['UIDBEFORE', reader => ({ kind: 'uid-before', uid: readNumber(reader, 1) })],
  ['UID', reader => ({ kind: 'uid', set: readSequenceSet(reader) })],
  ['MODSEQ', readModseq],
  ['FILTER', readFilter],
  ['HEADER', readHeader],
  ['NOT', (reader, decode, depth) => not(readSearchKey(reader, decode, depth))],
  ['OR', readOr],
]);

function readModseq(reader: Reader): SearchKey {
  if (!reader.nextIs('"')) return { kind: 'modseq', modseq: readNumber64(reader) };
  const name = readAstring(reader);
  reader.expect(' ');
  const type = (['priv', 'shared', 'all'] as const).find(each => reader.skip(each.toUpperCase()));
  if (!type) reader.fail('priv, shared or all expected');
  reader.expect(' ');
  return { kind: 'modseq', modseq: readNumber64(reader), entry: { name, type } };
}

/** A stored search is UTF-8: texts in any other charset cannot stand beside it. rfc/5466#3.1 */
function readFilter(reader: Reader, decode: DecodeText): SearchKey {
  if (decode !== decodeUtf8) reader.fail('Filters are UTF-8', 'filter-charset');
  const name = readAtom(reader);
  if (name.includes('/')) reader.fail('A filter name holds no slash');
  return { kind: 'filter', name };
}

function readHeader(reader: Reader, decode: DecodeText): SearchKey {
  const name = readAstring(reader);
  reader.expect(' ');
  return { kind: 'header', name, text: decode(reader, readAstringBytes(reader)) };
}

function readOr(reader: Reader, decode: DecodeText, depth: number): SearchKey {
  const first = readSearchKey(reader, decode, depth);
  reader.expect(' ');
  return { kind: 'or', keys: [first, readSearchKey(reader, decode, depth)] };
}
