import { done } from '../replies.ts';
import { anyState, type CommandOf, type ImapCommand, type Session, signedIn } from '../session.ts';

/** NOOP: what clients ask to hear the news. rfc/9051#6.1.2 */
export const noop: ImapCommand<CommandOf<'noop'>> = { name: 'noop', states: anyState, run: refresh };

/** CHECK: nothing is ever unsaved here, so it is NOOP. rfc/3501#6.4.1 */
export const check: ImapCommand<CommandOf<'check'>> = { name: 'check', states: signedIn, run: refresh };

async function refresh({ selected }: Session) {
  await selected?.held.refresh();
  return done;
}
