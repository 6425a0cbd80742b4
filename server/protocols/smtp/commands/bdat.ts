import { DataReader } from '../data-reader.ts';
import { GrammarFault } from '../grammar/fault.ts';
import { readNumber } from '../grammar/parameters.ts';
import { closing, type Reply, reply } from '../replies.ts';
import { type Command, type Session, stateOf } from '../session.ts';
import { takeMessage } from '../take.ts';
import { withinTime } from '../within-time.ts';

/**
 * BDAT: the message in chunks of announced length. rfc/3030#2 The announced bytes are on their way whatever the answer: a
 * refused chunk is read and thrown away, so that no byte of a message is ever taken for a command.
 */
export const bdat: Command<{ bytes: number; last: boolean }> = {
  name: 'BDAT',
  states: ['fresh', 'greeted', 'mail', 'recipients', 'chunks'],
  parse(text) {
    const [, bytes, last] = /^(\d+)( LAST)? *$/i.exec(text) ?? [];
    if (bytes === undefined) throw new GrammarFault('syntax', 'A number of octets is expected');
    return { bytes: readNumber('BDAT', bytes, 12), last: last !== undefined };
  },
  async run(session, { bytes, last }) {
    const { door, connection, options } = session;
    if (bytes > 2 * door.messageBytes) return closing(reply(552, '5.3.4', 'Morceau trop grand.', 'Chunk too large.'));
    const fits = refusedChunk(session);
    const reader = fits === null ? readerOf(session) : null;
    const read = async (): Promise<void> => {
      for await (const piece of connection.readStream(bytes)) reader?.pushCounted(piece, false);
    };
    await withinTime(connection, options.timers, options.limits.message, read);
    if (fits !== null) return fits;
    if (reader!.bytes > 2 * door.messageBytes)
      return closing(reply(552, '5.3.4', 'Message sans fin.', 'Endless message.'));
    if (!last) return reply(250, '2.0.0', `${bytes} octets`);
    reader!.pushCounted(Buffer.alloc(0), true);
    return await takeMessage(session, reader!);
  },
};

function refusedChunk(session: Session): Reply | null {
  const state = stateOf(session);
  if (state === 'recipients' || state === 'chunks') return null;
  return state === 'mail'
    ? reply(554, '5.5.1', 'Aucun destinataire valable.', 'No valid recipients.')
    : reply(503, '5.5.1', 'MAIL d’abord.', 'MAIL first.');
}

function readerOf({ transaction, door }: Session): DataReader {
  const binary = transaction!.parameters.body === 'BINARYMIME';
  transaction!.chunks ??= new DataReader(binary ? 'keep' : door.strayEndings, door.messageBytes);
  return transaction!.chunks;
}
