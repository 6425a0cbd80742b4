import { reply } from '../replies.ts';
import { anyState, type Command } from '../session.ts';

/** VRFY: tells nobody who exists. rfc/5321#3.5.3 */
export const vrfy: Command<void> = {
  name: 'VRFY',
  states: anyState,
  parse() {},
  run: () => reply(252, '2.5.0', 'Écrivez, vous verrez.', 'Cannot verify; send some mail, it will be tried.'),
};
