import { sharedRoot } from '../../../services/mailboxes/shared-name.ts';
import { writeMailbox } from '../grammar/write.ts';
import { writeNamespace } from '../grammar/write-mailbox.ts';
import { done } from '../replies.ts';
import { type CommandOf, type ImapCommand, readsUtf8, signedIn } from '../session.ts';

/** NAMESPACE: one's own mailboxes, and those of others. rfc/9051#6.3.10 */
export const namespace: ImapCommand<CommandOf<'namespace'>> = {
  name: 'namespace',
  states: signedIn,
  run(session) {
    const utf8 = readsUtf8(session);
    const prefix = `${writeMailbox(sharedRoot, utf8).replace(/^"|"$/g, '')}/`;
    session.connection.write(writeNamespace('', prefix, null, utf8));
    return done;
  },
};
