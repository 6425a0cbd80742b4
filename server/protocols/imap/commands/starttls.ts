import { bad, type Ending, ok, writeEnding } from '../replies.ts';
import type { CommandOf, ImapCommand } from '../session.ts';
import { words } from '../words.ts';

/** STARTTLS: what was sent before the handshake is forgotten. rfc/9051#6.2.1 */
export const starttls: ImapCommand<CommandOf<'starttls'>> = {
  name: 'starttls',
  states: ['not-authenticated'],
  async run(session, _given, tag): Promise<Ending> {
    const { connection, options } = session;
    if (connection.tls !== undefined) return bad(words.noTls);
    const ending = ok(undefined, words.startTls);
    await connection.startTls(options.secureContext(), writeEnding(session, ending, tag));
    return { ...ending, sent: true };
  },
};
