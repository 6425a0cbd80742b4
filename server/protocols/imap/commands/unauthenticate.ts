import { capabilities } from '../capabilities.ts';
import { ok } from '../replies.ts';
import { type CommandOf, type ImapCommand, signedIn } from '../session.ts';
import { leave } from '../sign-off.ts';
import { words } from '../words.ts';

/** UNAUTHENTICATE: back to where STARTTLS had led, for whoever signs in next. rfc/8437 */
export const unauthenticate: ImapCommand<CommandOf<'unauthenticate'>> = {
  name: 'unauthenticate',
  states: signedIn,
  tells: () => 'nothing',
  run(session) {
    leave(session);
    session.enabled.clear();
    session.language = null;
    session.connection.idleLimit = session.options.limits.idleBefore;
    return ok(capabilities(session), words.signedOut);
  },
};
