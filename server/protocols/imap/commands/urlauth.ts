/** URLs that let somebody else read one message: made, fetched, and made worthless. rfc/4467 */
import { find } from '../../../services/mailboxes/find.ts';
import { resetUrlKeys } from '../../../services/mailboxes/url-key.ts';
import { parseUrl } from '../grammar/url.ts';
import { literalHeader, writeAstring, writeString } from '../grammar/write.ts';
import { bad, done, no } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, signedIn } from '../session.ts';
import { readAuthorizedUrl, signUrl, urlMechanism } from '../url.ts';
import { words } from '../words.ts';

export const genUrlAuth: ImapCommand<CommandOf<'gen-url-auth'>> = {
  name: 'gen-url-auth',
  states: signedIn,
  async run(session, { urls }) {
    const actor = actorOf(session);
    const signed: string[] = [];
    for (const { url: text, mechanism } of urls) {
      if (mechanism !== urlMechanism) return bad(words.noMechanism);
      const url = parseUrl(text);
      if (url?.authorization === undefined || url.authorization.token !== undefined) return bad(words.badUrl);
      if (url.user?.toLowerCase() !== actor.address || url.mailbox === undefined) return no(words.badUrl);
      const { ref } = await find(session.house, actor, url.mailbox);
      signed.push(`${text}:internal:${await signUrl(session, actor, ref, text)}`);
    }
    session.connection.write(`* GENURLAUTH ${signed.map(text => writeString(text, false)).join(' ')}\r\n`);
    return done;
  },
};

export const urlFetch: ImapCommand<CommandOf<'url-fetch'>> = {
  name: 'url-fetch',
  states: signedIn,
  async run(session, { urls }) {
    const { connection } = session;
    if (urls.some(({ wants }) => wants.length > 0)) return bad(words.unknownCommand);
    for (const { url } of urls) {
      const octets = await readAuthorizedUrl(session, url);
      connection.write(`* URLFETCH ${writeAstring(url, false)} `);
      if (octets === null) connection.write('NIL');
      else {
        connection.write(literalHeader(octets.length));
        connection.write(octets);
      }
      connection.write('\r\n');
      if (connection.congested) await connection.drain();
    }
    return done;
  },
};

export const resetKey: ImapCommand<CommandOf<'reset-key'>> = {
  name: 'reset-key',
  states: signedIn,
  async run(session, { mailbox, mechanisms }) {
    if (mechanisms.some(mechanism => mechanism !== urlMechanism)) return no(words.noMechanism);
    const actor = actorOf(session);
    const ref = mailbox === undefined ? null : (await find(session.house, actor, mailbox)).ref;
    await resetUrlKeys(session.house, actor, ref);
    return done;
  },
};
