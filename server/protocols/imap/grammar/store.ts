import { type Flag, readFlags } from './flags.ts';
import { readNumber64 } from './primitives.ts';
import type { Reader } from './reader.ts';
import { readSequenceSet, type SequenceSet } from './sequence-set.ts';

/** rfc/9051#6.4.6, rfc/7162#3.1.3 */
export type Store = {
  kind: 'store';
  uid: boolean;
  set: SequenceSet;
  mode: 'replace' | 'add' | 'remove';
  silent: boolean;
  flags: Flag[];
  unchangedSince?: number;
};

export function readStore(reader: Reader, uid: boolean): Store {
  reader.expect(' ');
  const set = readSequenceSet(reader);
  reader.expect(' ');
  const condition = reader.skip('(UNCHANGEDSINCE ') ? { unchangedSince: readNumber64(reader) } : {};
  if (condition.unchangedSince !== undefined) reader.expect(') ');
  const mode = reader.skip('+') ? 'add' : reader.skip('-') ? 'remove' : 'replace';
  reader.expect('FLAGS');
  const silent = reader.skip('.SILENT');
  reader.expect(' ');
  return { kind: 'store', uid, set, mode, silent, flags: readFlags(reader), ...condition };
}
