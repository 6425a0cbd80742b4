import { readKeyword, readList, readMailbox, readNumber64, readNzNumber } from './primitives.ts';
import type { Reader } from './reader.ts';
import { readKnownSet, type SequenceRange } from './sequence-set.ts';

/** SELECT, or EXAMINE when read-only. rfc/9051#6.3.2 */
export type Select = {
  kind: 'select';
  readOnly: boolean;
  mailbox: string;
  /** rfc/7162#3.1.8 */
  condstore?: true;
  qresync?: Resynchronisation;
};

/** What the client remembers of the mailbox. rfc/7162#3.2.5 */
export type Resynchronisation = {
  uidValidity: number;
  modseq: number;
  knownUids?: SequenceRange[];
  /** Message numbers and the UIDs they had, in the same order. */
  matches?: { numbers: SequenceRange[]; uids: SequenceRange[] };
};

export function readSelect(reader: Reader, readOnly: boolean): Select {
  reader.expect(' ');
  const select: Select = { kind: 'select', readOnly, mailbox: readMailbox(reader) };
  if (reader.skip(' ')) readList(reader, each => readParameter(each, select));
  return select;
}

function readParameter(reader: Reader, select: Select): void {
  const name = readKeyword(reader);
  if (name === 'CONDSTORE') select.condstore = true;
  else if (name === 'QRESYNC') select.qresync = readResynchronisation(reader);
  else reader.fail('Unknown select parameter');
}

function readResynchronisation(reader: Reader): Resynchronisation {
  reader.expect(' (');
  const uidValidity = readNzNumber(reader);
  reader.expect(' ');
  const known: Resynchronisation = { uidValidity, modseq: readNumber64(reader) };
  if (reader.nextIs(' ') && !reader.nextIs(' (')) {
    reader.expect(' ');
    known.knownUids = readKnownSet(reader);
  }
  if (reader.skip(' (')) {
    const numbers = readKnownSet(reader);
    reader.expect(' ');
    known.matches = { numbers, uids: readKnownSet(reader) };
    reader.expect(')');
  }
  reader.expect(')');
  return known;
}
