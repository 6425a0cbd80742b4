import { capabilityLines } from '../capabilities.ts';
import { no } from '../replies.ts';
import type { Command } from '../session.ts';
import { writeAnswer } from '../write.ts';

/** The capabilities follow the handshake unasked. rfc/5804#2.2 */
export const starttls: Command = {
  name: 'STARTTLS',
  states: ['stranger'],
  takes: [],
  async run(session) {
    const { connection } = session;
    if (connection.tls) return no('La connexion est déjà chiffrée. / The connection is encrypted already.');
    await connection.startTls(session.secureContext(), writeAnswer({ status: 'OK' }));
    return { status: 'OK', lines: capabilityLines(session) };
  },
};
