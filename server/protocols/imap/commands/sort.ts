import { type SortKey, sort as sortMessages } from '../../../services/search/sort.ts';
import { tooManyAtOnce } from '../message-limit.ts';
import { bad, done } from '../replies.ts';
import { tellResults } from '../results.ts';
import { type CommandOf, type ImapCommand, selectedOf } from '../session.ts';
import { words } from '../words.ts';
import { enableCondstore } from './enable.ts';
import { find, keepUpdated, speaksOfModSeq } from './search.ts';

/** SORT, plain and extended. rfc/5256#3, rfc/5267 */
export const sort: ImapCommand<CommandOf<'sort'>> = {
  name: 'sort',
  states: ['selected'],
  tells: ({ uid }) => (uid ? 'everything' : 'no-expunge'),
  async run(session, given, tag) {
    const { key, criteria, uid, returns } = given;
    const selected = selectedOf(session);
    const tellsModSeq = speaksOfModSeq(key);
    if (tellsModSeq) enableCondstore(session);
    const modseq = selected.view.highestModSeq;
    const found = await find(session, key, tag, returns);
    if (found === null) return bad(words.noSuchNumber);
    const tooMany = tooManyAtOnce(session, found.uids.length);
    if (tooMany !== null) return tooMany;
    const order = criteria.map(each => ({ ...each, key: each.key.toLowerCase() as SortKey }));
    const uids = await sortMessages(session.house, selected.ref, selected.view, found.uids, order);
    tellResults(session, selected, { name: 'SORT', tag, uid, returns, uids, tellsModSeq });
    const { criterion } = found;
    const items = returns?.update?.items;
    if (items) keepUpdated(session, { tag, uid, criterion, order, items, results: uids, modseq });
    return done;
  },
};
