/**
 * Searches whose results are kept up to date for the client: what enters and what leaves them is told as it happens.
 * Only messages changed since the last look are judged again. rfc/5267#4.3
 */
import type { ModSeq } from '../../model/change.ts';
import type { Uid } from '../../model/mailbox.ts';
import type { Criterion } from '../../services/search/criterion.ts';
import { search } from '../../services/search/search.ts';
import { type SortCriterion, sort } from '../../services/search/sort.ts';
import { planFetch } from './fetch/plan.ts';
import { sendFetched } from './fetch/send.ts';
import type { FetchItem } from './grammar/fetch.ts';
import { writeEsearch } from './grammar/write-search.ts';
import type { Selected } from './selected.ts';
import { readsUtf8, type Session } from './session.ts';

export type SearchContext = {
  readonly tag: string;
  readonly uid: boolean;
  readonly criterion: Criterion;
  /** Null for SEARCH, whose results have no places. */
  readonly order: readonly SortCriterion[] | null;
  /** What is told of each message that enters. rfc/5465#7 */
  readonly items: readonly FetchItem[];
  results: readonly Uid[];
  /** The results show all changes up to here. */
  modseq: ModSeq;
};

/** By the tag of their command. */
export type SearchContexts = Map<string, SearchContext>;

/** Contexts of one session at most. */
export const maxContexts = 20;

export async function updateContexts(session: Session, selected: Selected): Promise<void> {
  for (const context of session.contexts.values()) await update(session, selected, context);
}

async function update(session: Session, selected: Selected, context: SearchContext): Promise<void> {
  const { view, ref } = selected;
  const { highestModSeq } = view;
  if (context.modseq === highestModSeq) return;
  const changed = changedSince(selected, context.modseq);
  const ranges = changed.map(uid => ({ from: uid, to: uid }));
  const among: Criterion = { kind: 'and', criteria: [{ kind: 'uids', ranges }, context.criterion] };
  const matching = new Set(changed.length === 0 ? [] : await search(session.house, ref, view, among));
  context.modseq = highestModSeq;
  const touched = new Set<number>(changed);
  const leaving = context.results.filter(uid => view.indexOf(uid) < 0 || (touched.has(uid) && !matching.has(uid)));
  const known = new Set<number>(context.results);
  const entering = [...matching].filter(uid => !known.has(uid) && selected.placeOf(uid) >= 0);
  if (leaving.length === 0 && entering.length === 0) return;
  tellLeaving(session, selected, context, leaving);
  await tellEntering(session, selected, context, entering);
  if (context.items.length === 0) return;
  const plan = planFetch(selected, context.items, readsUtf8(session));
  await sendFetched(session, selected, selected.placesOf(entering.sort((a, b) => a - b)), plan);
}

/** Messages the client knows that changed, or came, after a modseq. */
function changedSince(selected: Selected, modseq: ModSeq): Uid[] {
  const { view } = selected;
  const uids: Uid[] = [];
  for (let index = 0; index < view.count; index++)
    if (view.modseqs[index]! > modseq && selected.placeOf(view.uids[index]!) >= 0) uids.push(view.uidAt(index));
  return uids;
}

function tellLeaving(session: Session, selected: Selected, context: SearchContext, leaving: readonly Uid[]): void {
  if (leaving.length === 0) return;
  const gone = new Set(leaving);
  const removeFrom: Change[] = [];
  // From the last to the first: a place told is still the place meant.
  if (context.order === null)
    removeFrom.push({ position: 0, numbers: leaving.map(uid => numberOf(selected, context, uid)) });
  else
    for (let at = context.results.length - 1; at >= 0; at--) {
      const uid = context.results[at]!;
      if (gone.has(uid)) removeFrom.push({ position: at + 1, numbers: [numberOf(selected, context, uid)] });
    }
  context.results = context.results.filter(uid => !gone.has(uid));
  tell(session, context, { removeFrom });
}

async function tellEntering(
  session: Session,
  selected: Selected,
  context: SearchContext,
  entering: readonly Uid[],
): Promise<void> {
  if (entering.length === 0) return;
  const { order, results } = context;
  if (order === null) {
    context.results = [...results, ...entering].sort((a, b) => a - b);
    const numbers = entering.map(uid => numberOf(selected, context, uid)).sort((a, b) => a - b);
    return tell(session, context, { addTo: [{ position: 0, numbers }] });
  }
  const all = [...results, ...entering].sort((a, b) => a - b);
  context.results = await sort(session.house, selected.ref, selected.view, all, order);
  const fresh = new Set(entering);
  const addTo: Change[] = [];
  for (const [at, uid] of context.results.entries())
    if (fresh.has(uid)) addTo.push({ position: at + 1, numbers: [numberOf(selected, context, uid)] });
  tell(session, context, { addTo });
}

type Change = { position: number; numbers: number[] };

function numberOf(selected: Selected, { uid: byUid }: SearchContext, uid: Uid): number {
  return byUid ? uid : selected.placeOf(uid) + 1;
}

function tell(
  session: Session,
  { tag, uid }: SearchContext,
  changes: { addTo?: Change[]; removeFrom?: Change[] },
): void {
  session.connection.write(writeEsearch({ tag, uid, ...changes }, readsUtf8(session)));
}
