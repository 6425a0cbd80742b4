import { startNotifications } from '../notifications.ts';
import { done, no } from '../replies.ts';
import { type CommandOf, type ImapCommand, signedIn } from '../session.ts';
import { words } from '../words.ts';

/** What can be told of. rfc/5465#5 */
const events = [
  'MessageNew',
  'MessageExpunge',
  'FlagChange',
  'MailboxName',
  'SubscriptionChange',
  'MailboxMetadataChange',
  'ServerMetadataChange',
];

/** NOTIFY: from now on the client listens whenever no command runs. rfc/5465#3.1 */
export const notify: ImapCommand<CommandOf<'notify'>> = {
  name: 'notify',
  states: signedIn,
  async run(session, { groups, status }) {
    const known = groups.every(group => group.events.every(({ kind }) => events.includes(kind)));
    if (!known) return no(words.badEvent, `BADEVENT (${events.join(' ')})`);
    await session.selected?.held.refresh();
    session.notifications?.end();
    session.notifications = null;
    session.notifications = await startNotifications(session, groups, status);
    return done;
  },
};
