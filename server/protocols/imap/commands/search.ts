import { search as searchMailbox } from '../../../services/search/search.ts';
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
    const uids = await find(session, key);
    if (uids === null) return bad(words.noSuchNumber);
    tellResults(session, selected, { name: 'SEARCH', tag, uid, returns, uids, tellsModSeq });
    return done;
  },
};

/** Messages the client knows that meet a key, ascending; null where the key names a number that does not exist. */
export async function find(session: Session, key: SearchKey) {
  const selected = selectedOf(session);
  const { house } = session;
  try {
    const criterion = criterionOf(key, selected, house.clock);
    const uids = await searchMailbox(house, selected.ref, selected.view, criterion);
    return uids.filter(uid => selected.placeOf(uid) >= 0);
  } catch (error) {
    if (error instanceof NoSuchNumber) return null;
    throw error;
  }
}

export function speaksOfModSeq(key: SearchKey): boolean {
  if (key.kind === 'not') return speaksOfModSeq(key.key);
  if (key.kind === 'and' || key.kind === 'or') return key.keys.some(speaksOfModSeq);
  return key.kind === 'modseq';
}
