import { type Head, listActs, readHead } from '../../store/acts.ts';
import type { House } from '../house.ts';
import type { Operator } from '../people/authority.ts';
import { requireAct } from '../people/permissions.ts';
import { commitment, link } from './record.ts';

/** What a walk of the whole journal found. */
export type JournalVerdict =
  | { readonly kind: 'whole'; readonly head: Head; readonly acts: number; readonly forgotten: number }
  /** The first act that does not follow from those before it. */
  | { readonly kind: 'broken'; readonly seq: number; readonly why: 'missing' | 'changed' | 'personal' | 'head' };

const page = 5_000;

/** As `verifyJournal`, for who reads the journal at the console. @throws Refusal not-permitted */
export async function checkJournal(house: Pick<House, 'store'>, operator: Operator): Promise<JournalVerdict> {
  requireAct(operator, 'read-journal');
  return await verifyJournal(house);
}

/**
 * Walks the chain from its beginning. `exported`: a head written down earlier, which the journal must still contain, so
 * that a journal rewritten from end to end shows too.
 */
export async function verifyJournal(
  { store }: Pick<House, 'store'>,
  exported: readonly Head[] = [],
): Promise<JournalVerdict> {
  const head = await readHead(store.database);
  const known = new Map(exported.map(each => [each.seq, each.hash]));
  let hash: Buffer = Buffer.alloc(32);
  let seq = 0;
  let forgotten = 0;
  for (;;) {
    const acts = await listActs(store.database, seq, page);
    for (const act of acts) {
      if (act.seq !== seq + 1) return { kind: 'broken', seq: seq + 1, why: 'missing' };
      seq = act.seq;
      hash = link(hash, act);
      if (!hash.equals(act.hash)) return { kind: 'broken', seq, why: 'changed' };
      if (known.get(seq)?.equals(hash) === false) return { kind: 'broken', seq, why: 'changed' };
      if (act.personal === null) continue;
      if (act.salt === null || act.words === null) forgotten += 1;
      else if (!commitment(act.salt, act.words).equals(act.personal)) return { kind: 'broken', seq, why: 'personal' };
    }
    if (acts.length < page) break;
  }
  // Acts may have been added behind the head read first; none may be missing before it.
  if (seq < head.seq || exported.some(each => each.seq > seq)) return { kind: 'broken', seq: seq + 1, why: 'missing' };
  if (seq === head.seq && !hash.equals(head.hash)) return { kind: 'broken', seq, why: 'head' };
  return { kind: 'whole', head: { seq, hash }, acts: seq, forgotten };
}
