import { reply } from '../replies.ts';
import { anyState, type Command } from '../session.ts';

/** HELP. rfc/5321#4.1.1.8 */
export const help: Command<void> = {
  name: 'HELP',
  states: anyState,
  parse() {},
  run: ({ door }) => reply(214, '2.0.0', `postmaster@${door.domain}`),
};
