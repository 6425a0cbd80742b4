import { done, type Ending, no, writeEnding } from '../replies.ts';
import { anyState, type CommandOf, type ImapCommand } from '../session.ts';
import { words } from '../words.ts';

/** COMPRESS: everything after the tagged OK is compressed, both ways. rfc/4978 */
export const compress: ImapCommand<CommandOf<'compress'>> = {
  name: 'compress',
  states: anyState,
  tells: () => 'nothing',
  run(session, { algorithm }, tag): Ending {
    if (algorithm !== 'DEFLATE') return no(words.noMechanism, 'CANNOT');
    if (session.compressed) return no(words.compressed, 'COMPRESSIONACTIVE');
    session.compressed = true;
    session.connection.compress(writeEnding(session, done, tag));
    return { ...done, sent: true };
  },
};
