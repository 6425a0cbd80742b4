/** What LOGIN and AUTHENTICATE share: the house says who may come in. */
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../services/actor.ts';
import { capabilities } from './capabilities.ts';
import { type Ending, ok, refused, writeBye } from './replies.ts';
import type { Session } from './session.ts';
import { words } from './words.ts';

/** Signs in with a password; strangers pay for each wrong guess with a growing wait. */
export function signIn(session: Session, user: string, password: string): Promise<Ending> {
  const remote = session.connection.remoteAddress;
  return attempt(session, () => session.house.signIn({ user, password, door: 'imap', remote }));
}

/** Lets in whom `prove` gives, or makes a stranger pay. */
export async function attempt(session: Session, prove: () => Promise<Actor>): Promise<Ending> {
  try {
    return enter(session, await prove());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    session.signInFailures++;
    await wait(session);
    return leaveStranger(session, refused(error));
  }
}

/** Somebody proved who they are. */
export function enter(session: Session, actor: Actor): Ending {
  const { options, connection } = session;
  const others = options.sessions.get(actor.accountId) ?? new Set();
  if (others.size >= options.limits.perAccount) throw new Refusal('too-many-connections');
  options.sessions.set(actor.accountId, others.add(session));
  session.actor = actor;
  session.leavePresence = session.house.presence?.enter(actor, () => dismiss(session)) ?? null;
  session.bad = 0;
  connection.idleLimit = options.limits.idle;
  return ok(capabilities(session), words.signedIn);
}

/** The keys of the account changed: whoever is still entitled signs in again. */
function dismiss(session: Session): void {
  session.connection.write(writeBye(session, words.keysChanged, 'AUTHORIZATIONFAILED'));
  void session.connection.close();
}

async function wait({ options, signInFailures }: Session): Promise<void> {
  const milliseconds = options.limits.tarpit * Math.min(signInFailures, 10);
  if (milliseconds > 0) await new Promise<void>(resolve => options.timers.setTimeout(resolve, milliseconds, undefined));
}

function leaveStranger(session: Session, ending: Ending): Ending {
  if (session.signInFailures >= session.options.limits.signInFailures) {
    session.connection.write(writeBye(session, words.tooMany));
    session.ending = true;
  }
  return ending;
}
