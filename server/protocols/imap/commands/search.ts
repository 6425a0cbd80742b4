import type { Uid } from '../../../model/mailbox.ts';
import type { Criterion } from '../../../services/search/criterion.ts';
import { search as searchMailbox } from '../../../services/search/search.ts';
import type { ReturnOptions } from '../grammar/search.ts';
import type { SearchKey } from '../grammar/search-key.ts';
import { cutBelow, mostRecent } from '../message-limit.ts';
import { progressOf } from '../progress.ts';
import { bad, done, ok, writeEnding } from '../replies.ts';
import { tellResults } from '../results.ts';
import { maxContexts, type SearchContext } from '../search-contexts.ts';
import { criterionOf, NoSuchNumber, scopeOf } from '../search-key.ts';
import { type CommandOf, type ImapCommand, type Session, selectedOf } from '../session.ts';
import { withStoredFilters } from '../stored-filters.ts';
import { words } from '../words.ts';
import { enableCondstore } from './enable.ts';

/** SEARCH. rfc/9051#6.4.4 */
export const search: ImapCommand<CommandOf<'search'>> = {
  name: 'search',
  states: ['selected'],
  tells: ({ uid }) => (uid ? 'everything' : 'no-expunge'),
  async run(session, { key, uid, returns }, tag) {
    const selected = selectedOf(session);
    const tellsModSeq = speaksOfModSeq(key);
    if (tellsModSeq) enableCondstore(session);
    const modseq = selected.view.highestModSeq;
    const { slices, cut } = mostRecent(session, [{ start: 0, end: selected.count }]);
    const lowest = cut ? selected.uidAt(slices[0]!.start) : 1;
    const among = cut ? ({ kind: 'uids', ranges: [{ from: lowest, to: 2 ** 32 - 1 }] } as const) : undefined;
    const found = await find(session, key, tag, returns, among);
    if (found === null) return bad(words.noSuchNumber);
    const { uids, criterion } = found;
    tellResults(session, selected, { name: 'SEARCH', tag, uid, returns, uids, tellsModSeq });
    const items = returns?.update?.items;
    if (items) keepUpdated(session, { tag, uid, criterion, order: null, items, results: uids, modseq });
    return cut ? cutBelow(session, done, lowest) : done;
  },
};

/** Keeps a search for updates, or says that it does not. rfc/5267#4.3.1 */
export function keepUpdated(session: Session, context: SearchContext): void {
  if (session.contexts.size < maxContexts) session.contexts.set(context.tag, context);
  else session.connection.write(writeEnding(session, ok(`NOUPDATE "${context.tag}"`, words.tooManyContexts)));
}

/** Messages the client knows that meet a key, of some where those are given, ascending; null where the key names a number that does not exist. */
export async function find(
  session: Session,
  key: SearchKey,
  tag: string,
  returns?: ReturnOptions,
  among?: Criterion,
): Promise<{ uids: Uid[]; criterion: Criterion } | null> {
  const selected = selectedOf(session);
  const { house } = session;
  try {
    const meant = criterionOf(await withStoredFilters(session, key), scopeOf(selected), house.clock);
    const criterion = among === undefined ? meant : { kind: 'and' as const, criteria: [among, meant] };
    const uids = await searchMailbox(house, selected.ref, selected.view, criterion, progressOf(session, tag));
    return { uids: uids.filter(uid => selected.placeOf(uid) >= 0), criterion };
  } catch (error) {
    // A search that fails leaves nothing to refer to. rfc/5182#2.1
    if (returns?.save) selected.saved = new Uint32Array(0);
    if (error instanceof NoSuchNumber) return null;
    throw error;
  }
}

export function speaksOfModSeq(key: SearchKey): boolean {
  if (key.kind === 'not') return speaksOfModSeq(key.key);
  if (key.kind === 'and' || key.kind === 'or') return key.keys.some(speaksOfModSeq);
  return key.kind === 'modseq';
}
