import { find } from '../../../services/mailboxes/find.ts';
import { writeStatus } from '../grammar/write-mailbox.ts';
import { done } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, readsUtf8, signedIn } from '../session.ts';
import { statusValues } from '../status-values.ts';
import { enableCondstore } from './enable.ts';
import { requireRead } from './select.ts';

/** rfc/9051#6.3.11 */
export const status: ImapCommand<CommandOf<'status'>> = {
  name: 'status',
  states: signedIn,
  async run(session, { mailbox, items }) {
    if (items.includes('HIGHESTMODSEQ')) enableCondstore(session);
    const found = requireRead(await find(session.house, actorOf(session), mailbox));
    const values = await statusValues(session, { ...found.mailbox, accountId: found.ref.accountId }, items);
    session.connection.write(writeStatus(mailbox, values, readsUtf8(session)));
    return done;
  },
};
