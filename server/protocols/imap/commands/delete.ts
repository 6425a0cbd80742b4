import { find } from '../../../services/mailboxes/find.ts';
import { remove } from '../../../services/mailboxes/remove.ts';
import { done, ok, writeEnding } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, signedIn } from '../session.ts';
import { unselect } from '../sign-off.ts';
import { words } from '../words.ts';

/** DELETE: of the mailbox that is selected too, which is closed by it. rfc/9051#6.3.5 */
export const deleteCommand: ImapCommand<CommandOf<'delete'>> = {
  name: 'delete',
  states: signedIn,
  async run(session, { mailbox }) {
    const { selected } = session;
    const { ref } = await find(session.house, actorOf(session), mailbox);
    const own = selected?.ref.mailboxId === ref.mailboxId && selected.ref.accountId === ref.accountId;
    await remove(session.house, actorOf(session), mailbox);
    if (own) {
      unselect(session);
      session.connection.write(writeEnding(session, ok('CLOSED', words.closed)));
    }
    return done;
  },
};
