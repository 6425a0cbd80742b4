import { closing, reply } from '../replies.ts';
import { anyState, type Command } from '../session.ts';

/** QUIT. rfc/5321#4.1.1.10 */
export const quit: Command<void> = {
  name: 'QUIT',
  states: anyState,
  parse() {},
  run: ({ door }) => closing(reply(221, '2.0.0', `${door.hostName} : au revoir.`)),
};
