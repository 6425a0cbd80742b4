import { readAstring, readKeyword, readList, readListPattern, readMailboxOrEmpty } from './primitives.ts';
import type { Reader } from './reader.ts';
import { readStatusItems, type StatusItem } from './status.ts';

/** rfc/5258#3.1, rfc/6154#2 */
export type ListSelection = 'subscribed' | 'remote' | 'recursive-match' | 'special-use';

/** rfc/5258#3.2, rfc/5819, rfc/6154#2, rfc/8440; METADATA of RFC 9590 */
export type ListReturns = {
  subscribed?: true;
  children?: true;
  specialUse?: true;
  myRights?: true;
  status?: StatusItem[];
  metadata?: string[];
};

/** rfc/9051#6.3.9 */
export type List = {
  kind: 'list';
  reference: string;
  patterns: string[];
  select: ListSelection[];
  returns: ListReturns;
  /** An option or a second pattern was used: answers may then hold what a simple client does not expect. */
  extended: boolean;
};

/** rfc/3501#6.3.9 */
export type Lsub = {
  kind: 'lsub';
  reference: string;
  pattern: string;
};

export function readListCommand(reader: Reader): List {
  reader.expect(' ');
  const optioned = reader.nextIs('(');
  const select = optioned ? readList(reader, readSelection, 0) : [];
  if (optioned) reader.expect(' ');
  if (select.includes('recursive-match') && !select.includes('subscribed'))
    reader.fail('RECURSIVEMATCH needs SUBSCRIBED');
  const reference = readMailboxOrEmpty(reader);
  reader.expect(' ');
  const several = reader.nextIs('(');
  const patterns = several ? readList(reader, readListPattern) : [readListPattern(reader)];
  const returns: ListReturns = {};
  const returning = reader.skip(' RETURN ');
  if (returning) readList(reader, each => readReturn(each, returns), 0);
  return { kind: 'list', reference, patterns, select, returns, extended: optioned || several || returning };
}

export function readLsub(reader: Reader): Lsub {
  reader.expect(' ');
  const reference = readMailboxOrEmpty(reader);
  reader.expect(' ');
  return { kind: 'lsub', reference, pattern: readListPattern(reader) };
}

function readSelection(reader: Reader): ListSelection {
  return selectionOptions.get(readKeyword(reader)) ?? reader.fail('Unknown list selection option');
}

function readReturn(reader: Reader, returns: ListReturns): void {
  const name = readKeyword(reader);
  const simple = returnOptions.get(name);
  if (simple) returns[simple] = true;
  else if (name === 'STATUS') {
    reader.expect(' ');
    returns.status = readStatusItems(reader);
  } else if (name === 'METADATA') {
    reader.expect(' ');
    returns.metadata = readList(reader, readAstring);
  } else reader.fail('Unknown list return option');
}

const selectionOptions = new Map<string, ListSelection>([
  ['SUBSCRIBED', 'subscribed'],
  ['REMOTE', 'remote'],
  ['RECURSIVEMATCH', 'recursive-match'],
  ['SPECIAL-USE', 'special-use'],
]);

const returnOptions = new Map([
  ['SUBSCRIBED', 'subscribed'],
  ['CHILDREN', 'children'],
  ['SPECIAL-USE', 'specialUse'],
  ['MYRIGHTS', 'myRights'],
] as const) as ReadonlyMap<string, 'subscribed' | 'children' | 'specialUse' | 'myRights'>;
