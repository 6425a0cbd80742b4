import { DataReader } from '../data-reader.ts';
import { GrammarFault } from '../grammar/fault.ts';
import { type Reply, reply } from '../replies.ts';
import type { Command, Session } from '../session.ts';
import { takeMessage } from '../take.ts';

/**
 * BURL: a piece of the message lies in a mailbox of this house already, and does not have to come again. It may stand among
 * chunks of BDAT: what came by BURL and what came by BDAT are one message. rfc/4468#3.2. After one that failed there is no
 * message any more: what was built without a piece must not leave.
 */
export const burl: Command<{ url: string; last: boolean }> = {
  name: 'BURL',
  states: ['greeted', 'mail', 'recipients', 'chunks'],
  parse(text) {
    const [, url, last] = /^(\S+)( LAST)? *$/i.exec(text) ?? [];
    if (url === undefined) throw new GrammarFault('syntax', 'A URL is expected');
    return { url, last: last !== undefined };
  },
  async run(session, { url, last }) {
    const { door, actor, transaction } = session;
    if (door.readUrl === undefined) return reply(502, '5.5.1', 'Pas de BURL ici.', 'No BURL here.');
    if (actor === null) return reply(530, '5.7.0', 'Identifiez-vous d’abord.', 'Authentication required.');
    if (transaction === null) return reply(503, '5.5.1', 'MAIL d’abord.', 'MAIL first.');
    if (transaction.recipients.length === 0) {
      return reply(554, '5.5.1', 'Aucun destinataire valable.', 'No valid recipients.');
    }
    const octets = await door.readUrl(actor, url);
    if (octets === null) {
      return dropped(
        session,
        reply(554, '5.6.6', 'Cette URL ne mène à rien ici.', 'The URL leads to no content here.'),
      );
    }
    const binary = transaction.parameters.body === 'BINARYMIME';
    transaction.chunks ??= new DataReader(binary ? 'keep' : door.strayEndings, door.messageBytes);
    const reader = transaction.chunks;
    reader.pushCounted(octets, last);
    if (reader.fault === 'too-large') {
      return dropped(session, reply(552, '5.3.4', 'Ce message est trop volumineux.', 'This message is too large.'));
    }
    return last ? await takeMessage(session, reader) : reply(250, '2.5.0', `${octets.length} octets`);
  },
};

function dropped(session: Session, answer: Reply): Reply {
  session.transaction = null;
  return answer;
}
