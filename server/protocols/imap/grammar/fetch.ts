import { type OctetRange, type PartialRange, readOctetRange, readPartialRange } from './partial.ts';
import { readKeyword, readList, readNumber64 } from './primitives.ts';
import type { Reader } from './reader.ts';
import { readBinarySection, readSection, type Section } from './section.ts';
import { readSequenceSet, type SequenceSet } from './sequence-set.ts';

/** One thing to tell about a message. rfc/9051#6.4.5 and the extensions named */
export type FetchItem =
  | { kind: SimpleItem }
  /** `lazy`: only if it costs nothing now. rfc/8970#3 */
  | { kind: 'preview'; lazy: boolean }
  /** BODY[…]; without `peek` it marks the message as read. */
  | { kind: 'section'; peek: boolean; section: Section; range?: OctetRange }
  /** The same under the names of IMAP4rev1. rfc/3501#6.4.5 */
  | { kind: 'rfc822'; part: 'whole' | 'header' | 'text' }
  /** A part with its transfer encoding undone. rfc/3516 */
  | { kind: 'binary'; peek: boolean; path: number[]; range?: OctetRange }
  | { kind: 'binary-size'; path: number[] };

export type SimpleItem =
  | 'body'
  | 'body-structure'
  | 'email-id'
  | 'envelope'
  | 'flags'
  | 'internal-date'
  | 'modseq'
  | 'save-date'
  | 'size'
  | 'thread-id'
  | 'uid';

export type Fetch = {
  kind: 'fetch';
  uid: boolean;
  set: SequenceSet;
  items: FetchItem[];
  /** rfc/7162#3.1.4.1 */
  changedSince?: number;
  /** rfc/7162#3.2.6 */
  vanished?: true;
  /** rfc/9394#3.2 */
  partial?: PartialRange;
};

export function readFetch(reader: Reader, uid: boolean): Fetch {
  reader.expect(' ');
  const set = readSequenceSet(reader);
  reader.expect(' ');
  const fetch: Fetch = { kind: 'fetch', uid, set, items: readItems(reader) };
  if (reader.skip(' ')) readList(reader, each => readModifier(each, fetch));
  if (fetch.vanished && (!uid || fetch.changedSince === undefined))
    reader.fail('VANISHED goes with UID FETCH and CHANGEDSINCE');
  return fetch;
}

/** fetch-att */
export function readFetchItem(reader: Reader): FetchItem {
  const name = readKeyword(reader);
  const simple = simpleNames.get(name);
  if (simple && !(name === 'BODY' && reader.nextIs('['))) return simple;
  const peek = name.endsWith('.PEEK');
  switch (name) {
    case 'BODY':
    case 'BODY.PEEK':
      return { kind: 'section', peek, section: readSection(reader), ...withRange(reader) };
    case 'BINARY':
    case 'BINARY.PEEK':
      return { kind: 'binary', peek, path: readBinarySection(reader), ...withRange(reader) };
    case 'BINARY.SIZE':
      return { kind: 'binary-size', path: readBinarySection(reader) };
    case 'PREVIEW':
      return { kind: 'preview', lazy: readLazy(reader) };
    default:
      return reader.fail('Unknown fetch item');
  }
}

function readItems(reader: Reader): FetchItem[] {
  if (reader.nextIs('(')) return readList(reader, readFetchItem);
  const at = reader.at;
  const macro = macros.get(readKeyword(reader));
  if (macro) return macro;
  reader.at = at;
  return [readFetchItem(reader)];
}

function readModifier(reader: Reader, fetch: Fetch): void {
  const name = readKeyword(reader);
  if (name === 'VANISHED') {
    fetch.vanished = true;
    return;
  }
  reader.expect(' ');
  if (name === 'CHANGEDSINCE') fetch.changedSince = readNumber64(reader);
  else if (name === 'PARTIAL' && fetch.uid) fetch.partial = readPartialRange(reader);
  else reader.fail('Unknown fetch modifier');
}

function readLazy(reader: Reader): boolean {
  const lazy = reader.skip(' (LAZY');
  if (lazy) reader.expect(')');
  return lazy;
}

function withRange(reader: Reader): { range?: OctetRange } {
  const range = readOctetRange(reader);
  return range ? { range } : {};
}

const simpleNames = new Map<string, FetchItem>([
  ['BODY', { kind: 'body' }],
  ['BODYSTRUCTURE', { kind: 'body-structure' }],
  ['EMAILID', { kind: 'email-id' }],
  ['ENVELOPE', { kind: 'envelope' }],
  ['FLAGS', { kind: 'flags' }],
  ['INTERNALDATE', { kind: 'internal-date' }],
  ['MODSEQ', { kind: 'modseq' }],
  ['RFC822', { kind: 'rfc822', part: 'whole' }],
  ['RFC822.HEADER', { kind: 'rfc822', part: 'header' }],
  ['RFC822.SIZE', { kind: 'size' }],
  ['RFC822.TEXT', { kind: 'rfc822', part: 'text' }],
  ['SAVEDATE', { kind: 'save-date' }],
  ['THREADID', { kind: 'thread-id' }],
  ['UID', { kind: 'uid' }],
]);

const fast: FetchItem[] = [{ kind: 'flags' }, { kind: 'internal-date' }, { kind: 'size' }];
const all: FetchItem[] = [...fast, { kind: 'envelope' }];

const macros = new Map([
  ['FAST', fast],
  ['ALL', all],
  ['FULL', [...all, { kind: 'body' } as const]],
]);
