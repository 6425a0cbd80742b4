import { DataReader } from '../data-reader.ts';
import { closing, reply } from '../replies.ts';
import type { Command, Session } from '../session.ts';
import { takeMessage } from '../take.ts';
import { withinTime } from '../within-time.ts';
import { requireNothing } from './nothing.ts';

/** DATA: the message, up to a line that holds a lone dot. rfc/5321#4.1.1.4 */
export const data: Command<void> = {
  name: 'DATA',
  states: ['mail', 'recipients'],
  parse: requireNothing,
  async run(session) {
    const { door, connection, options } = session;
    const { recipients, parameters } = session.transaction!;
    if (recipients.length === 0) return reply(554, '5.5.1', 'Aucun destinataire valable.', 'No valid recipients.');
    if (parameters.body === 'BINARYMIME')
      return reply(503, '5.5.1', 'BINARYMIME va par BDAT.', 'BINARYMIME takes BDAT.');
    // The text must wait for our word: bytes already here were put there by somebody who does not hear us.
    if (door.kind === 'arrival' && connection.buffered > 0) {
      return closing(reply(554, '5.5.1', 'Attendez la réponse à DATA.', 'Wait for the answer to DATA.'));
    }
    connection.write("354 Finissez par une ligne qui ne porte qu'un point / End with a line that holds a lone dot\r\n");
    const reader = new DataReader(door.strayEndings, door.messageBytes);
    const complete = await withinTime(connection, options.timers, options.limits.message, () => fill(session, reader));
    if (complete === 'gone') return closing(reply(421, '4.4.2', 'Message interrompu.', 'Message interrupted.'));
    if (complete === 'endless') return closing(reply(552, '5.3.4', 'Message sans fin.', 'Endless message.'));
    return await takeMessage(session, reader);
  },
};

/** Reads to the end. A message that is refused already is still read, in constant memory, up to twice the limit. */
async function fill({ connection, door }: Session, reader: DataReader): Promise<'whole' | 'gone' | 'endless'> {
  for (;;) {
    const chunk = await connection.readSome();
    if (chunk === null) return 'gone';
    const rest = reader.push(chunk);
    if (rest !== null) {
      connection.unread(rest);
      return 'whole';
    }
    if (reader.bytes > 2 * door.messageBytes) return 'endless';
  }
}
