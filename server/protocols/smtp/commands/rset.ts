import { reply } from '../replies.ts';
import { anyState, type Command } from '../session.ts';
import { requireNothing } from './nothing.ts';

/** RSET: forgets the message begun. rfc/5321#4.1.1.5 */
export const rset: Command<void> = {
  name: 'RSET',
  states: anyState,
  parse: requireNothing,
  run(session) {
    session.transaction = null;
    return reply(250, '2.0.0', 'OK');
  },
};
