import { Refusal } from '../../../model/refusal.ts';
import type { Actor } from '../../../services/actor.ts';
import {
  type Credentials,
  type Exchange,
  type Mechanism,
  oauthbearer,
  plain,
  readSaslLine,
  tokenRefused,
} from '../../wire/sasl.ts';
import { ScramFault, scram, scramOffered } from '../../wire/scram.ts';
import { SyntaxFault, textOf } from '../read-command.ts';
import { readString } from '../read-string.ts';
import { no, ok, refusalAnswer } from '../replies.ts';
import { type Answer, type Command, type Session, tarpit } from '../session.ts';
import { writeAnswer, writeString } from '../write.ts';

/** What this house takes: tokens only where it gives them. rfc/7628 */
export function mechanismsOf({ signInToken }: Session['house']): readonly Mechanism[] {
  return signInToken === undefined ? [plain] : [plain, oauthbearer];
}

/** Signs in, under TLS only. rfc/5804#2.1 */
export const authenticate: Command = {
  name: 'AUTHENTICATE',
  states: ['stranger'],
  takes: ['string', 'string?'],
  async run(session, [name, initial]) {
    if (session.connection.tls === undefined) {
      return no('STARTTLS d’abord. / Encryption required: STARTTLS first.', 'ENCRYPT-NEEDED');
    }
    const wanted = textOf(name).toUpperCase();
    const given = initial && textOf(initial);
    const byScram = scramOffered(session.house, session.connection).includes(wanted);
    const mechanism = mechanismsOf(session.house).find(each => each.name === wanted);
    if (mechanism === undefined && !byScram) return no('Mécanisme inconnu. / Unknown mechanism.');
    const said = mechanism === undefined ? null : await exchange(session, mechanism.start(), given);
    if (said !== null && 'status' in said) return said;
    try {
      session.actor = said === null ? await prove(session, wanted, given) : await signInWith(session, said);
    } catch (error) {
      if (error instanceof ScramFault) return error.cancelled ? cancelled : malformed;
      if (!(error instanceof Refusal)) throw error;
      if (said?.kind === 'token') await tellTokenRefused(session);
      session.signInFailures += 1;
      await tarpit(session, session.signInFailures);
      const refused = refusalAnswer(error);
      return session.signInFailures >= session.limits.signInFailures ? { ...refused, status: 'BYE' } : refused;
    }
    session.leavePresence = session.house.presence?.enter(session.actor, () => dismiss(session)) ?? null;
    session.connection.idleLimit = session.limits.idle;
    return ok;
  },
};

/** The password is proved, not sent. rfc/5802 */
function prove({ connection, house, limits }: Session, mechanism: string, initial: string | undefined): Promise<Actor> {
  return scram({
    mechanism,
    connection,
    initial,
    ask(challenge) {
      connection.write(`${writeString(challenge)}\r\n`);
      return readString(connection, limits);
    },
    offer: user => house.scram!.offer({ user, door: 'sieve', remote: connection.remoteAddress }),
  });
}

function signInWith({ house, connection }: Session, said: Credentials): Promise<Actor> {
  const from = { user: said.user, door: 'sieve', remote: connection.remoteAddress } as const;
  return said.kind === 'password'
    ? house.signIn({ ...from, password: said.password })
    : house.signInToken!({ ...from, token: said.token });
}

/** A refused token is explained in one more challenge, which the client acknowledges whatever it thinks. rfc/7628#3.2.3 */
async function tellTokenRefused({ connection, limits }: Session): Promise<void> {
  connection.write(`${writeString(tokenRefused('mail').toString('base64'))}\r\n`);
  await readString(connection, limits);
}

/** The keys of the account changed: whoever is still entitled signs in again. */
function dismiss({ connection }: Session): void {
  connection.write(
    writeAnswer({ status: 'BYE', text: 'Les clés du compte ont changé. / Credentials changed: sign in again.' }),
  );
  void connection.close();
}

const cancelled = no('Abandonné. / Cancelled.');
const malformed = no('Réponse mal formée. / Malformed response.');

/** Challenges and responses are strings of base64; `"*"` gives up. */
async function exchange(
  { connection, limits }: Session,
  conversation: Exchange,
  initial: string | undefined,
): Promise<Credentials | Answer> {
  let given = initial;
  for (let first = true; ; first = false) {
    let response: Buffer | undefined;
    if (given !== undefined) {
      const read = readSaslLine(given);
      if (read.kind === 'cancelled') return cancelled;
      if (read.kind !== 'response') return malformed;
      response = read.data;
    } else if (!first) throw new SyntaxFault('A response is expected', true);
    const step = conversation.next(response);
    if (step.kind === 'malformed') return malformed;
    if (step.kind === 'credentials') return ofOneself(step.credentials) ?? malformed;
    connection.write(`${writeString(step.data.toString('base64'))}\r\n`);
    given = await readString(connection, limits);
  }
}

/** Nobody signs in for somebody else: an authorization identity may only repeat the user. */
function ofOneself(credentials: Credentials): Credentials | null {
  if (credentials.kind !== 'password') return credentials;
  const { authorizationId, user } = credentials;
  return authorizationId === '' || authorizationId.toLowerCase() === user.toLowerCase() ? credentials : null;
}
