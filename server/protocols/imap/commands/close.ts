import { expunge } from '../../../services/mailboxes/expunge.ts';
import { ok } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, type Session, selectedOf } from '../session.ts';
import { unselect } from '../sign-off.ts';
import { words } from '../words.ts';

/** CLOSE: what is marked \Deleted goes, quietly, where the mailbox may be written. rfc/9051#6.4.1 */
export const close: ImapCommand<CommandOf<'close'>> = {
  name: 'close',
  states: ['selected'],
  tells: () => 'nothing',
  async run(session) {
    const selected = selectedOf(session);
    await selected.held.refresh();
    const uids = selected.deletedUids();
    if (uids.length > 0 && selected.may('e')) await expunge(session.house, actorOf(session), selected.ref, uids);
    return leaveMailbox(session);
  },
};

/** UNSELECT: CLOSE that removes nothing. rfc/9051#6.4.2, rfc/3691 */
export const unselectCommand: ImapCommand<CommandOf<'unselect'>> = {
  name: 'unselect',
  states: ['selected'],
  tells: () => 'nothing',
  run: leaveMailbox,
};

function leaveMailbox(session: Session) {
  unselect(session);
  return ok(undefined, words.closed);
}
