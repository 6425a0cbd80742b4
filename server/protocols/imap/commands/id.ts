import { writeId } from '../grammar/write-mailbox.ts';
import { done } from '../replies.ts';
import { anyState, type CommandOf, type ImapCommand } from '../session.ts';

/** ID: what the client is helps nobody but whoever reads the log. rfc/2971 */
export const id: ImapCommand<CommandOf<'id'>> = {
  name: 'id',
  states: anyState,
  run(session, { fields }) {
    const said = (name: string) => fields.find(field => field.name.toLowerCase() === name)?.value?.slice(0, 80) ?? null;
    session.log.info('imap-client', { name: said('name'), version: said('version'), os: said('os') });
    session.connection.write(writeId([['name', 'Vaguemestre']]));
    return done;
  },
};
