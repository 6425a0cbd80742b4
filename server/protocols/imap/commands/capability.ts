import { capabilities } from '../capabilities.ts';
import { done } from '../replies.ts';
import { anyState, type CommandOf, type ImapCommand } from '../session.ts';

/** rfc/9051#6.1.1 */
export const capability: ImapCommand<CommandOf<'capability'>> = {
  name: 'capability',
  states: anyState,
  run(session) {
    session.connection.write(`* ${capabilities(session)}\r\n`);
    return done;
  },
};
