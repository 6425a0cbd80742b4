import {
  type Exchange,
  login,
  maxSaslResponse,
  oauthbearer,
  plain,
  readInitialResponse,
  readSaslLine,
  xoauth2,
} from '../../wire/sasl.ts';
import { bad, type Ending, no } from '../replies.ts';
import type { CommandOf, ImapCommand, Session } from '../session.ts';
import { signIn, signInByToken } from '../sign-in.ts';
import { words } from '../words.ts';

const mechanisms = new Map([plain, login, oauthbearer, xoauth2].map(mechanism => [mechanism.name, mechanism]));

/** AUTHENTICATE: base64 lines to and fro until the mechanism has its credentials. rfc/9051#6.2.2, rfc/4959 */
export const authenticate: ImapCommand<CommandOf<'authenticate'>> = {
  name: 'authenticate',
  states: ['not-authenticated'],
  async run(session, { mechanism, initial }) {
    if (session.connection.tls === undefined) return no(words.tlsFirst, 'PRIVACYREQUIRED');
    const known = mechanisms.get(mechanism);
    if (known === undefined) return no(words.noMechanism, 'CANNOT');
    return await exchange(session, known.start(), initial);
  },
};

async function exchange(session: Session, exchange: Exchange, initial: string | undefined): Promise<Ending> {
  const { connection } = session;
  let reading: ReturnType<typeof readSaslLine> | undefined =
    initial === undefined ? undefined : readInitialResponse(initial);
  for (;;) {
    if (reading !== undefined && reading.kind !== 'response')
      return bad(reading.kind === 'cancelled' ? words.cancelled : words.malformed);
    const step = exchange.next(reading?.data);
    if (step.kind === 'malformed') return bad(words.malformed);
    if (step.kind === 'credentials') {
      const { credentials } = step;
      if (credentials.kind === 'token') return await signInByToken(session, credentials);
      // Acting for another is nobody's right here. rfc/4616#2
      if (credentials.authorizationId !== '' && credentials.authorizationId !== credentials.user)
        return no(words.notForOthers, 'AUTHORIZATIONFAILED');
      return await signIn(session, credentials.user, credentials.password);
    }
    connection.write(`+ ${step.data.toString('base64')}\r\n`);
    const line = await connection.readLine(Math.ceil((maxSaslResponse * 4) / 3) + 4);
    if (line === null) {
      session.ending = true;
      return bad(words.cancelled);
    }
    reading = readSaslLine(line);
  }
}
