import { readAstring, readKeyword, readList, readMailbox, readMailboxOrEmpty, readNumber } from './primitives.ts';
import type { Reader } from './reader.ts';

/** An empty mailbox means the server. rfc/5464#4.2 */
export type GetMetadata = {
  kind: 'get-metadata';
  mailbox: string;
  entries: string[];
  /** Octets beyond which a value is left out. */
  maxSize?: number;
  depth: '0' | '1' | 'infinity';
};

/** A value of undefined removes the entry. rfc/5464#4.3 */
export type SetMetadata = {
  kind: 'set-metadata';
  mailbox: string;
  entries: { name: string; value: Buffer | undefined }[];
};

/** Options come before the mailbox in the syntax and after it in the examples: both are taken. */
export function readGetMetadata(reader: Reader): GetMetadata {
  const options: Pick<GetMetadata, 'maxSize' | 'depth'> = { depth: '0' };
  reader.expect(' ');
  const before = reader.nextIs('(');
  if (before) readOptions(reader, options);
  const mailbox = readMailboxOrServer(reader);
  reader.expect(' ');
  if (!before && /^\((?:MAXSIZE|DEPTH) /i.test(reader.text.slice(reader.at, reader.at + 9)))
    readOptions(reader, options);
  const entries = reader.nextIs('(') ? readList(reader, readEntry) : [readEntry(reader)];
  return { kind: 'get-metadata', mailbox, entries, ...options };
}

export function readSetMetadata(reader: Reader): SetMetadata {
  reader.expect(' ');
  const mailbox = readMailboxOrServer(reader);
  reader.expect(' ');
  return { kind: 'set-metadata', mailbox, entries: readList(reader, readEntryValue) };
}

function readOptions(reader: Reader, options: Pick<GetMetadata, 'maxSize' | 'depth'>): void {
  readList(reader, each => {
    const name = readKeyword(each);
    each.expect(' ');
    if (name === 'MAXSIZE') options.maxSize = readNumber(each);
    else if (name === 'DEPTH') options.depth = readDepth(each);
    else each.fail('Unknown metadata option');
  });
  reader.expect(' ');
}

function readDepth(reader: Reader): GetMetadata['depth'] {
  const text = readKeyword(reader).toLowerCase();
  return (['0', '1', 'infinity'] as const).find(depth => depth === text) ?? reader.fail('0, 1 or infinity expected');
}

function readMailboxOrServer(reader: Reader): string {
  if (!reader.nextIs('""')) return readMailbox(reader);
  return readMailboxOrEmpty(reader);
}

/** Entry names have no case. rfc/5464#3.1 */
function readEntry(reader: Reader): string {
  const name = readAstring(reader).toLowerCase();
  if (!/^\/(?:shared|private)(?:\/[^/*%\x00-\x1f\x7f-\uffff]+)+$/.test(name))
    reader.fail('Invalid metadata entry name');
  return name;
}

function readEntryValue(reader: Reader): SetMetadata['entries'][number] {
  const name = readEntry(reader);
  reader.expect(' ');
  if (reader.skip('NIL')) return { name, value: undefined };
  return { name, value: reader.literal(true) ?? Buffer.from(readAstring(reader)) };
}
