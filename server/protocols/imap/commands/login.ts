import { no } from '../replies.ts';
import type { CommandOf, ImapCommand } from '../session.ts';
import { signIn } from '../sign-in.ts';
import { words } from '../words.ts';

/** LOGIN, never in clear: the capability LOGINDISABLED has said so. rfc/9051#6.2.3 */
export const login: ImapCommand<CommandOf<'login'>> = {
  name: 'login',
  states: ['not-authenticated'],
  run(session, { user, password }) {
    if (session.connection.tls === undefined) return no(words.tlsFirst, 'PRIVACYREQUIRED');
    return signIn(session, user, password);
  },
};
