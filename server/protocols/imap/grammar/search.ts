import { readCharset } from './charset.ts';
import { decodeUtf8 } from './decode-text.ts';
import { type FetchItem, readFetchItem } from './fetch.ts';
import { type MailboxFilter, readMailboxFilter } from './mailbox-filter.ts';
import { type PartialRange, readPartialRange } from './partial.ts';
import { readKeyword, readList } from './primitives.ts';
import type { Reader } from './reader.ts';
import { readSearchKeys, type SearchKey } from './search-key.ts';

/** What an extended search returns. rfc/9051#6.4.4, rfc/5267#3, rfc/9394#3.1 */
export type ReturnOptions = {
  min?: true;
  max?: true;
  all?: true;
  count?: true;
  save?: true;
  partial?: PartialRange;
  context?: true;
  /** Updates as the result changes; with the items to tell of each new message. rfc/5465#6.2 */
  update?: { items: FetchItem[] };
};

export type SortKey = 'ARRIVAL' | 'CC' | 'DATE' | 'DISPLAYFROM' | 'DISPLAYTO' | 'FROM' | 'SIZE' | 'SUBJECT' | 'TO';

export type SortCriterion = {
  key: SortKey;
  reverse: boolean;
};

export type Search = {
  kind: 'search';
  uid: boolean;
  /** Absent when the client knows only the plain SEARCH response. */
  returns?: ReturnOptions;
  key: SearchKey;
};

export type Sort = {
  kind: 'sort';
  uid: boolean;
  returns?: ReturnOptions;
  criteria: SortCriterion[];
  key: SearchKey;
};

export type Thread = {
  kind: 'thread';
  uid: boolean;
  /** REFS, never standardised: REFERENCES without subjects, the newest thread last. */
  algorithm: 'ORDEREDSUBJECT' | 'REFERENCES' | 'REFS';
  key: SearchKey;
};

/** Search in several mailboxes. Absent `sources` mean the selected one. rfc/7377 */
export type MultiSearch = {
  kind: 'multi-search';
  sources?: MailboxFilter[];
  returns?: ReturnOptions;
  key: SearchKey;
};

export function readSearch(reader: Reader, uid: boolean): Search {
  reader.expect(' ');
  return { kind: 'search', uid, ...readReturns(reader), key: readProgram(reader) };
}

/** rfc/7377#4 */
export function readMultiSearch(reader: Reader): MultiSearch {
  reader.expect(' ');
  const sources = reader.skip('IN ') ? readList(reader, readMailboxFilter) : undefined;
  if (sources) reader.expect(' ');
  return { kind: 'multi-search', ...(sources && { sources }), ...readReturns(reader), key: readProgram(reader) };
}

/** rfc/5256#5, rfc/5957, rfc/5267#3.1 */
export function readSort(reader: Reader, uid: boolean): Sort {
  reader.expect(' ');
  const returns = readReturns(reader);
  const criteria = readList(reader, readCriterion);
  reader.expect(' ');
  return { kind: 'sort', uid, ...returns, criteria, key: readCriteria(reader) };
}

/** rfc/5256#5 */
export function readThread(reader: Reader, uid: boolean): Thread {
  reader.expect(' ');
  const name = readKeyword(reader);
  if (name !== 'ORDEREDSUBJECT' && name !== 'REFERENCES' && name !== 'REFS') reader.fail('Unknown threading algorithm');
  reader.expect(' ');
  return { kind: 'thread', uid, algorithm: name, key: readCriteria(reader) };
}

/** search-program: the charset, where there is one, then the keys. */
function readProgram(reader: Reader): SearchKey {
  if (!reader.skip('CHARSET ')) return readSearchKeys(reader, decodeUtf8);
  return readCriteria(reader);
}

/** search-criteria: SORT and THREAD always name the charset. */
function readCriteria(reader: Reader): SearchKey {
  const decode = readCharset(reader);
  reader.expect(' ');
  return readSearchKeys(reader, decode);
}

function readCriterion(reader: Reader): SortCriterion {
  const reverse = reader.skip('REVERSE ');
  const name = readKeyword(reader);
  const key = sortKeys.find(each => each === name) ?? reader.fail('Unknown sort key');
  return { key, reverse };
}

function readReturns(reader: Reader): { returns?: ReturnOptions } {
  if (!reader.skip('RETURN ')) return {};
  const returns: ReturnOptions = {};
  readList(reader, each => readReturnOption(each, returns), 0);
  reader.expect(' ');
  return { returns };
}

function readReturnOption(reader: Reader, returns: ReturnOptions): void {
  const name = readKeyword(reader).toLowerCase();
  const simple = simpleNames.find(each => each === name);
  if (simple) returns[simple] = true;
  else if (name === 'partial') {
    reader.expect(' ');
    returns.partial = readPartialRange(reader);
  } else if (name === 'update') returns.update = { items: readUpdateItems(reader) };
  else reader.fail('Unknown return option');
}

/** The syntax has no space before the list, the examples have one: both are taken. */
function readUpdateItems(reader: Reader): FetchItem[] {
  if (reader.nextIs(' (')) reader.expect(' ');
  return reader.nextIs('(') ? readList(reader, readFetchItem) : [];
}

const simpleNames = ['min', 'max', 'all', 'count', 'save', 'context'] as const;
const sortKeys: readonly SortKey[] = [
  'ARRIVAL',
  'CC',
  'DATE',
  'DISPLAYFROM',
  'DISPLAYTO',
  'FROM',
  'SIZE',
  'SUBJECT',
  'TO',
];
