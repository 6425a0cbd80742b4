import { rename as renameMailbox } from '../../../services/mailboxes/rename.ts';
import { done } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, signedIn } from '../session.ts';

/** RENAME: UIDs and UIDVALIDITY stay; INBOX is emptied into the new name. rfc/9051#6.3.6 */
export const rename: ImapCommand<CommandOf<'rename'>> = {
  name: 'rename',
  states: signedIn,
  async run(session, { from, to }) {
    await renameMailbox(session.house, actorOf(session), from, to);
    return done;
  },
};
