import { reply } from '../replies.ts';
import type { Command } from '../session.ts';
import { requireNothing } from './nothing.ts';

/**
 * STARTTLS: what was said before the handshake is forgotten, and what was sent before it thrown away. rfc/3207#4.2
 * The answer goes out here, because the handshake follows it at once.
 */
export const starttls: Command<void> = {
  name: 'STARTTLS',
  states: ['greeted'],
  parse: requireNothing,
  async run(session) {
    const { connection, options } = session;
    if (connection.tls !== undefined) return reply(503, '5.5.1', 'TLS est déjà là.', 'TLS is here already.');
    await connection.startTls(options.secureContext(), '220 2.0.0 TLS\r\n');
    session.hello = null;
    session.transaction = null;
    return [];
  },
};
