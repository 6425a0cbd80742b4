import { done, writeBye } from '../replies.ts';
import { anyState, type CommandOf, type ImapCommand } from '../session.ts';
import { words } from '../words.ts';

/** rfc/9051#6.1.3 */
export const logout: ImapCommand<CommandOf<'logout'>> = {
  name: 'logout',
  states: anyState,
  tells: () => 'nothing',
  run(session) {
    session.connection.write(writeBye(session, words.goodbye));
    session.ending = true;
    return done;
  },
};
