import {
  type Credentials,
  type Exchange,
  login,
  maxSaslResponse,
  oauthbearer,
  plain,
  readInitialResponse,
  readSaslLine,
  tokenRefused,
  xoauth2,
} from '../../wire/sasl.ts';
import { ScramFault, scram, scramOffered } from '../../wire/scram.ts';
import { bad, type Ending, no } from '../replies.ts';
import type { CommandOf, ImapCommand, Session } from '../session.ts';
import { attempt, signIn } from '../sign-in.ts';
import { words } from '../words.ts';

const mechanisms = new Map([plain, login, oauthbearer, xoauth2].map(mechanism => [mechanism.name, mechanism]));

/** AUTHENTICATE: base64 lines to and fro until the mechanism has its credentials. rfc/9051#6.2.2, rfc/4959, rfc/7628 */
export const authenticate: ImapCommand<CommandOf<'authenticate'>> = {
  name: 'authenticate',
  states: ['not-authenticated'],
  async run(session, { mechanism, initial }) {
    if (session.connection.tls === undefined) return no(words.tlsFirst, 'PRIVACYREQUIRED');
    if (scramOffered(session.house, session.connection).includes(mechanism))
      return await proveByScram(session, mechanism, initial);
    const known = mechanisms.get(mechanism);
    const taken = known?.secret === 'password' || session.house.signInToken !== undefined;
    if (known === undefined || !taken) return no(words.noMechanism, 'CANNOT');
    return await exchange(session, known.start(), initial);
  },
};

/** The password is proved, not sent; the server proves itself in return. rfc/5802 */
async function proveByScram(session: Session, mechanism: string, initial: string | undefined): Promise<Ending> {
  const { house, connection } = session;
  const remote = connection.remoteAddress;
  const dialogue = {
    mechanism,
    connection,
    initial,
    ask(challenge: string) {
      connection.write(`+ ${challenge}\r\n`);
      return readAnswer(session);
    },
    offer: (user: string) => house.scram!.offer({ user, door: 'imap', remote }),
  };
  try {
    return await attempt(session, () => scram(dialogue));
  } catch (error) {
    if (!(error instanceof ScramFault)) throw error;
    return bad(error.cancelled ? words.cancelled : words.malformed);
  }
}

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
      return await present(session, step.credentials);
    }
    connection.write(`+ ${step.data.toString('base64')}\r\n`);
    const line = await readAnswer(session);
    if (line === null) return bad(words.cancelled);
    reading = readSaslLine(line);
  }
}

async function present(session: Session, credentials: Credentials): Promise<Ending> {
  if (credentials.kind === 'password') {
    // Acting for another is nobody's right here. rfc/4616#2
    const { authorizationId, user, password } = credentials;
    if (authorizationId !== '' && authorizationId !== user) return no(words.notForOthers, 'AUTHORIZATIONFAILED');
    return await signIn(session, user, password);
  }
  const { connection, house } = session;
  const { user, token } = credentials;
  const ending = await attempt(session, () =>
    house.signInToken!({ user, token, door: 'imap', remote: connection.remoteAddress }),
  );
  if (session.actor === null) {
    // Why the token would not do is said first; the client acknowledges, then hears the failure. rfc/7628#3.2.3
    connection.write(`+ ${tokenRefused('mail').toString('base64')}\r\n`);
    await readAnswer(session);
  }
  return ending;
}

/** The client's next line; null when it has ended. */
async function readAnswer(session: Session): Promise<Buffer | null> {
  const line = await session.connection.readLine(Math.ceil((maxSaslResponse * 4) / 3) + 4);
  if (line === null) session.ending = true;
  return line;
}
