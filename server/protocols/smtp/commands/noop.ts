import { reply } from '../replies.ts';
import { anyState, type Command } from '../session.ts';

/** NOOP. rfc/5321#4.1.1.9 */
export const noop: Command<void> = {
  name: 'NOOP',
  states: anyState,
  parse() {},
  run: () => reply(250, '2.0.0', 'OK'),
};
