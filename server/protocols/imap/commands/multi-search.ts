import type { ListedMailbox } from '../../../services/mailboxes/list.ts';
import { search } from '../../../services/search/search.ts';
import { type EsearchData, writeEsearch } from '../grammar/write-search.ts';
import { isChosen } from '../mailbox-choice.ts';
import { bad, done, no } from '../replies.ts';
import { extended } from '../results.ts';
import { criterionOf, NoSuchNumber } from '../search-key.ts';
import { actorOf, type CommandOf, type ImapCommand, readsUtf8, type Session, signedIn } from '../session.ts';
import { withStoredFilters } from '../stored-filters.ts';
import { words } from '../words.ts';
import { visible } from './list.ts';

/** ESEARCH: one search in several mailboxes, an answer for each that holds something. rfc/7377 */
export const multiSearch: ImapCommand<CommandOf<'multi-search'>> = {
  name: 'multi-search',
  states: signedIn,
  async run(session, asked, tag) {
    const { returns } = asked;
    if (returns?.save || returns?.context || returns?.update) return bad(words.notForSeveral);
    const given = { ...asked, key: await withStoredFilters(session, asked.key) };
    const sources = given.sources ?? [{ kind: 'selected' }];
    if (session.selected === null && sources.every(({ kind }) => kind === 'selected')) return bad(words.wrongState);
    const { mailboxes } = await visible(session);
    const chosen = mailboxes.filter(
      mailbox => mailbox.rights.includes('r') && sources.some(filter => isChosen(session, filter, mailbox)),
    );
    if (chosen.length > maxMailboxes) return no(words.tooManyMailboxes, 'LIMIT');
    try {
      for (const mailbox of chosen) await searchOne(session, mailbox, given, tag);
    } catch (error) {
      if (error instanceof NoSuchNumber) return bad(words.noSuchNumber);
      throw error;
    }
    return done;
  },
};

/** Mailboxes of one search. */
const maxMailboxes = 300;

async function searchOne(
  session: Session,
  mailbox: ListedMailbox,
  { key, returns }: CommandOf<'multi-search'>,
  tag: string,
): Promise<void> {
  const { house, connection } = session;
  const ref = { accountId: mailbox.accountId, mailboxId: mailbox.id };
  const held = await house.views.hold({ ...ref, reader: actorOf(session).accountId }, () => {});
  try {
    const { view } = held;
    const largestUid = view.count === 0 ? 0 : view.uidAt(view.count - 1);
    const criterion = criterionOf(key, { accountId: mailbox.accountId, largestUid, selected: null }, house.clock);
    const uids = await search(house, ref, view, criterion);
    if (uids.length === 0) return;
    const where = { name: mailbox.name, uidValidity: mailbox.uidValidity };
    const found: EsearchData = { tag, uid: true, mailbox: where, ...extended(returns ?? { all: true }, uids) };
    connection.write(writeEsearch(found, readsUtf8(session)));
    if (connection.congested) await connection.drain();
  } finally {
    held.release();
  }
}
