import { writeString } from '../grammar/write.ts';
import { bad, done } from '../replies.ts';
import { type CommandOf, type ImapCommand, signedIn } from '../session.ts';
import { words } from '../words.ts';

/** GETJMAPACCESS: where the same mail, under the same identifiers, is served by JMAP. rfc/9698 */
export const getJmapAccess: ImapCommand<CommandOf<'getjmapaccess'>> = {
  name: 'getjmapaccess',
  states: signedIn,
  run({ options, connection }) {
    if (options.jmapUrl === undefined) return bad(words.unknownCommand);
    connection.write(`* JMAPACCESS ${writeString(options.jmapUrl, false)}\r\n`);
    return done;
  },
};
