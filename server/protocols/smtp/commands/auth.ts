import { Refusal } from '../../../model/refusal.ts';
import type { Actor } from '../../../services/actor.ts';
import {
  type Credentials,
  type Mechanism,
  maxSaslResponse,
  readInitialResponse,
  readSaslLine,
  tokenRefused,
} from '../../wire/sasl.ts';
import { ScramFault, scram, scramOffered } from '../../wire/scram.ts';
import { clientOf } from '../client-of.ts';
import { mechanismsOf } from '../extensions.ts';
import { GrammarFault } from '../grammar/fault.ts';
import { closing, type Reply, refusalReply, reply, writeReply } from '../replies.ts';
import { type Command, type Session, tarpit } from '../session.ts';

const malformed = reply(501, '5.5.2', 'Réponse mal formée.', 'Malformed response.');
const cancelled = reply(501, '5.7.0', 'Abandonné.', 'Cancelled.');

type Arguments = { mechanism: string; initial: string | undefined };

/** AUTH: signs in, under TLS only. Each failure costs a longer wait; the last one the connection. rfc/4954#4 */
export const auth: Command<Arguments> = {
  name: 'AUTH',
  states: ['greeted'],
  parse(text) {
    const [mechanism = '', initial, ...more] = text.trim().split(' ');
    if (mechanism === '' || more.length > 0) throw new GrammarFault('syntax', 'A mechanism is expected');
    return { mechanism: mechanism.toUpperCase(), initial };
  },
  async run(session, { mechanism: name, initial }) {
    const { connection, door, options } = session;
    if (door.signIn === undefined) return reply(502, '5.5.1', 'Pas d’identification ici.', 'No authentication here.');
    if (connection.tls === undefined) {
      return reply(538, '5.7.11', 'STARTTLS d’abord.', 'Encryption required: STARTTLS first.');
    }
    if (session.actor !== null) return reply(503, '5.5.1', 'Déjà identifié.', 'Authenticated already.');
    const mechanism = mechanismsOf(door).find(one => one.name === name);
    const byScram = scramOffered(door, connection).includes(name);
    if (mechanism === undefined && !byScram) return reply(504, '5.5.4', 'Mécanisme inconnu.', 'Unknown mechanism.');
    const said = mechanism === undefined ? null : await exchange(session, mechanism, initial);
    if (said !== null && 'code' in said) return said;
    try {
      session.actor = said === null ? await prove(session, name, initial) : await signInWith(session, said);
    } catch (error) {
      if (error instanceof ScramFault) return error.cancelled ? cancelled : malformed;
      if (!(error instanceof Refusal)) throw error;
      if (said?.kind === 'token') await tellTokenRefused(session);
      session.signInFailures += 1;
      await tarpit(session, session.signInFailures);
      const no = refusalReply(error);
      return session.signInFailures >= options.limits.signInFailures ? closing(no) : no;
    }
    session.leavePresence = door.enter?.(session.actor, () => dismiss(session)) ?? null;
    return reply(235, '2.7.0', 'Bienvenue.');
  },
};

function signInWith(session: Session, said: Credentials): Promise<Actor> {
  const { door } = session;
  const client = clientOf(session);
  return said.kind === 'password'
    ? door.signIn!(said.user, said.password, client)
    : door.signInToken!(said.user, said.token, client);
}

/** The password is proved, not sent. rfc/5802 */
function prove(session: Session, mechanism: string, initial: string | undefined): Promise<Actor> {
  const { connection, door } = session;
  return scram({
    mechanism,
    connection,
    initial,
    ask(challenge) {
      connection.write(`334 ${challenge}\r\n`);
      return connection.readLine(2 * maxSaslResponse);
    },
    offer: user => door.scram!(user, clientOf(session)),
  });
}

/** A refused token is explained in one more challenge, which the client acknowledges whatever it thinks. rfc/7628#3.2.3 */
async function tellTokenRefused({ connection }: Session): Promise<void> {
  connection.write(`334 ${tokenRefused('mail').toString('base64')}\r\n`);
  await connection.readLine(2 * maxSaslResponse);
}

/** The keys of the account changed: whoever is still entitled signs in again. */
function dismiss({ connection }: Session): void {
  connection.write(
    writeReply(reply(421, '4.7.0', 'Les clés du compte ont changé.', 'Credentials changed: sign in again.')),
  );
  void connection.close();
}

/** The challenges and responses of one mechanism; a reply where they led nowhere. */
async function exchange({ connection }: Session, mechanism: Mechanism, initial?: string): Promise<Credentials | Reply> {
  const conversation = mechanism.start();
  let response: Buffer | undefined;
  if (initial !== undefined) {
    const read = readInitialResponse(initial);
    if (read.kind !== 'response') return malformed;
    response = read.data;
  }
  for (;;) {
    const step = conversation.next(response);
    if (step.kind === 'malformed') return malformed;
    if (step.kind === 'credentials') return ofOneself(step.credentials) ?? malformed;
    connection.write(`334 ${step.data.toString('base64')}\r\n`);
    const line = await connection.readLine(2 * maxSaslResponse);
    if (line === null) return closing(malformed);
    const read = readSaslLine(line);
    if (read.kind === 'cancelled') return cancelled;
    if (read.kind !== 'response') return malformed;
    response = read.data;
  }
}

/** Nobody signs in for somebody else: an authorization identity may only repeat the user. */
function ofOneself(credentials: Credentials): Credentials | null {
  if (credentials.kind !== 'password') return credentials;
  const { authorizationId, user } = credentials;
  return authorizationId === '' || authorizationId.toLowerCase() === user.toLowerCase() ? credentials : null;
}
