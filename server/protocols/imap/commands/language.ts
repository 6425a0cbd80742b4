import { writeString } from '../grammar/write.ts';
import { done, no } from '../replies.ts';
import { anyState, type CommandOf, type ImapCommand } from '../session.ts';
import { type Language, languages, words } from '../words.ts';

/** LANGUAGE: the first preference that is spoken here. Without any, which are. rfc/5255#3.2 */
export const language: ImapCommand<CommandOf<'language'>> = {
  name: 'language',
  states: anyState,
  run(session, { preferences }) {
    const { connection } = session;
    if (preferences.length === 0) {
      connection.write(`* LANGUAGE (${['i-default', ...languages].map(tag => writeString(tag, false)).join(' ')})\r\n`);
      return done;
    }
    for (const preference of preferences) {
      const tag = preference.toLowerCase();
      const known = languages.find(each => tag === each || tag.startsWith(`${each}-`));
      if (known === undefined && tag !== 'i-default' && tag !== 'default') continue;
      session.language = (known ?? null) as Language | null;
      connection.write(`* LANGUAGE (${writeString(known ?? 'i-default', false)})\r\n`);
      return done;
    }
    return no(words.noSuchLanguage);
  },
};
