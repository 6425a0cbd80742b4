import type { Uid } from '../../../model/mailbox.ts';
import { search as searchMailbox } from '../../../services/search/search.ts';
import type { ReturnOptions } from '../grammar/search.ts';
import type { SearchKey } from '../grammar/search-key.ts';
import { bad, done } from '../replies.ts';
import { tellResults } from '../results.ts';
import { criterionOf, NoSuchNumber } from '../search-key.ts';
import { type CommandOf, type ImapCommand, type Session, selectedOf } from '../session.ts';
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
    const uids = await find(session, key, returns);
    if (uids === null) return bad(words.noSuchNumber);
    tellResults(session, selected, { name: 'SEARCH', tag, uid, returns, uids, tellsModSeq });
    return done;
  },
};

/** Messages the client knows that meet a key, ascending; null where the key names a number that does not exist. */
export async function find(session: Session, key: SearchKey, returns?: ReturnOptions): Promise<Uid[] | null> {
  const selected = selectedOf(session);
  const { house } = session;
  try {
    const criterion = criterionOf(key, selected, house.clock);
    const uids = await searchMailbox(house, selected.ref, selected.view, criterion);
    return uids.filter(uid => selected.placeOf(uid) >= 0);
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
