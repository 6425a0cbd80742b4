/** IMAP's search keys as the criteria of the house: message numbers become UIDs, flags bits, seconds an instant. */

import { readObjectId } from '../../formats/object-id/object-id.ts';
import type { AccountId } from '../../model/account.ts';
import type { Clock } from '../../model/clock.ts';
import type { Criterion } from '../../services/search/criterion.ts';
import { flagBit } from './flags.ts';
import type { SearchKey } from './grammar/search-key.ts';
import type { SequenceRange } from './grammar/sequence-set.ts';
import { resolveRanges } from './grammar/sequence-set.ts';
import type { Selected } from './selected.ts';

const nothing: Criterion = { kind: 'none' };

/** A message number in the search that no message has. */
export class NoSuchNumber extends Error {}

/** Where a search looks. `selected` is null for a mailbox that is not selected: it has no message numbers. */
export type Scope = { readonly accountId: AccountId; readonly largestUid: number; readonly selected: Selected | null };

export function scopeOf(selected: Selected): Scope {
  const largestUid = selected.count === 0 ? 0 : selected.uidAt(selected.count - 1);
  return { accountId: selected.ref.accountId, largestUid, selected };
}

/** @throws NoSuchNumber */
export function criterionOf(key: SearchKey, scope: Scope, clock: Clock): Criterion {
  const inner = (each: SearchKey) => criterionOf(each, scope, clock);
  const { accountId } = scope;
  switch (key.kind) {
    case 'all':
    case 'save-date-supported':
      return { kind: 'all' };
    case 'flag': {
      const bit = flagBit(key.flag);
      if (bit !== undefined) return { kind: 'flag', bit, set: key.set };
      const keyword: Criterion = { kind: 'keyword', keyword: key.flag.toLowerCase() };
      return key.set ? keyword : { kind: 'not', criterion: keyword };
    }
    case 'recent':
      return { kind: 'uids', ranges: scope.selected?.recent ?? [] };
    case 'text':
      return key.text === '' ? { kind: 'all' } : { kind: 'text', field: key.field, text: key.text };
    case 'header':
      return { kind: 'header', name: key.name.toLowerCase(), text: key.text };
    case 'date': {
      const date = key.date === 'internal' ? 'received' : key.date;
      return { kind: 'day', date, relation: key.relation, day: key.day };
    }
    case 'size':
      return { kind: 'size', relation: key.relation, octets: key.octets };
    case 'within': {
      const at = clock.now().getTime() - key.seconds * 1000;
      return { kind: 'instant', relation: key.relation === 'older' ? 'before' : 'since', at };
    }
    case 'modseq':
      return { kind: 'modseq', least: key.modseq };
    case 'email-id':
    case 'thread-id': {
      const id = readObjectId(key.kind === 'email-id' ? 'E' : 'T', accountId, key.id);
      return id === null ? nothing : { kind: key.kind === 'email-id' ? 'email' : 'thread', id };
    }
    // Replaced before by what it stands for.
    case 'filter':
      return nothing;
    case 'uid-after':
      return { kind: 'uids', ranges: key.uid < scope.largestUid ? [{ from: key.uid + 1, to: scope.largestUid }] : [] };
    case 'uid-before':
      return { kind: 'uids', ranges: key.uid > 1 ? [{ from: 1, to: key.uid - 1 }] : [] };
    case 'uid':
    case 'sequence':
      return { kind: 'uids', ranges: rangesOf(key, scope) };
    case 'not':
      return { kind: 'not', criterion: inner(key.key) };
    case 'or':
    case 'and':
      return { kind: key.kind, criteria: key.keys.map(inner) };
  }
}

type SetKey = Extract<SearchKey, { kind: 'uid' | 'sequence' }>;

function rangesOf({ kind, set }: SetKey, { selected, largestUid }: Scope): SequenceRange[] {
  if (set.kind === 'ranges' && kind === 'uid') return resolveRanges(set.ranges, largestUid);
  if (selected === null) throw new NoSuchNumber();
  if (set.kind === 'saved') return rangesOfUids(selected.saved);
  const slices = selected.resolve(set, false);
  if (slices === null) throw new NoSuchNumber();
  const uids: number[] = [];
  for (const { start, end } of slices) for (let place = start; place < end; place++) uids.push(selected.uidAt(place));
  return rangesOfUids(uids);
}

function rangesOfUids(uids: ArrayLike<number>): SequenceRange[] {
  return resolveRanges(
    Array.from(uids, uid => ({ from: uid, to: uid })),
    0,
  );
}
