import { writeObjectId } from '../../../formats/object-id/object-id.ts';
import { create as createMailbox } from '../../../services/mailboxes/create.ts';
import { no, ok } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, signedIn } from '../session.ts';
import { roleOf } from '../special-use.ts';
import { words } from '../words.ts';

/** CREATE, with a special use where one is asked for. rfc/9051#6.3.4, rfc/6154#3 */
export const create: ImapCommand<CommandOf<'create'>> = {
  name: 'create',
  states: signedIn,
  async run(session, { mailbox, use }) {
    const roles = use.map(roleOf);
    if (roles.length > 1 || roles.includes(null)) return no(words.noSuchUse, 'USEATTR');
    const { ref } = await createMailbox(session.house, actorOf(session), mailbox, roles[0] ?? null);
    return ok(`MAILBOXID (${writeObjectId('M', ref.accountId, ref.mailboxId)})`);
  },
};
