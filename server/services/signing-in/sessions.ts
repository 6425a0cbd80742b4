/**
 * Sessions of the portal: opaque tokens, hashed in the database. A session ends after some hours without a sign of life,
 * after a working day whatever happens, and at once when the account's credential version moves: a new password, a
 * suspension, a second factor switched on.
 */
import { networkOf } from '../../formats/network/network.ts';
import { opensMail } from '../../model/account.ts';
import {
  findProviderToken,
  findSession,
  insertSession,
  type ListedSession,
  listSessions as listRows,
  removeSession,
  removeSessions,
  touchSession,
} from '../../store/portal-sessions.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { seal, unseal } from '../people/secrets.ts';
import { mustRenew } from './renewal.ts';
import { mustEnrol } from './required-factor.ts';
import { drawToken, hashToken } from './tokens.ts';

const providerBound = 'token of a provider';
const minute = 60_000;
const idle = 2 * 60 * minute;
const absolute = 12 * 60 * minute;
/** Signs of life are written no more often. */
const touchEvery = minute;

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'renewal' | 'factorRule'>;
type SealingParts = Parts & Pick<House, 'keys'>;

/** Who is in, and by which session. */
export type SessionActor = Actor & {
  readonly sessionId: number;
  readonly openedAt: Date;
  /** A second factor or a passkey was part of the sign-in. */
  readonly strong: boolean;
  /** The password must be renewed before anything else (R18). */
  readonly renew: boolean;
  /** A second factor must be set up before anything else. */
  readonly enrol: boolean;
};

/**
 * @param from `client`: what the browser says it is; `since`: of a session it goes on from; `idToken`: of the provider that
 * vouched for the person
 * @returns the token, for the cookie alone
 */
export async function openSession(
  house: SealingParts,
  actor: Actor,
  from: { remote: string; client: string; strong: boolean; since?: Date | undefined; idToken?: string },
): Promise<string> {
  const token = drawToken(house.random);
  await insertSession(house.store.database, {
    tokenHash: hashToken(token),
    accountId: actor.accountId,
    openedAt: from.since ?? house.clock.now(),
    seenAt: house.clock.now(),
    network: networkOf(from.remote),
    client: from.client.slice(0, 200),
    strong: from.strong,
    providerToken:
      from.idToken === undefined ? null : seal(house.keys, house.random, providerBound, Buffer.from(from.idToken)),
    renew: await mustRenew(house, actor),
    enrol: !from.strong && (await mustEnrol(house, actor)),
  });
  return token;
}

/** The holder of a token, or null where the session is over. */
export async function readSession(house: Parts, token: string): Promise<SessionActor | null> {
  const tokenHash = hashToken(token);
  const session = await findSession(house.store.database, tokenHash);
  if (session === null || !opensMail(session.state)) return null;
  const now = house.clock.now().getTime();
  if (now - session.seenAt.getTime() > idle || now - session.openedAt.getTime() > absolute) {
    await removeSession(house.store.database, tokenHash);
    return null;
  }
  if (now - session.seenAt.getTime() > touchEvery) await touchSession(house.store.database, tokenHash, new Date(now));
  const { accountId, address, roles, sessionId, openedAt, strong, renew, enrol } = session;
  return { accountId, address, roles, sessionId, openedAt, strong, renew, enrol };
}

/** What the provider that vouched for this session is shown when it ends; null where there was none. */
export async function readIdToken(
  { store, keys }: Pick<House, 'store' | 'keys'>,
  token: string,
): Promise<string | null> {
  const sealed = await findProviderToken(store.database, hashToken(token));
  return sealed === null ? null : unseal(keys, providerBound, sealed).toString();
}

export async function closeSession(house: Parts, token: string): Promise<void> {
  await removeSession(house.store.database, hashToken(token));
}

/** The actor's own sessions that still hold. */
export function listSessions(house: Parts, actor: Actor): Promise<ListedSession[]> {
  const now = house.clock.now().getTime();
  const since = { seen: new Date(now - idle), opened: new Date(now - absolute) };
  return listRows(house.store.database, actor.accountId, since);
}

/** Ends one of the actor's sessions, or all but the one they are in. */
export async function endSessions(house: Parts, actor: SessionActor, which: number | 'others'): Promise<void> {
  const chosen = which === 'others' ? { allBut: actor.sessionId } : { only: which };
  await removeSessions(house.store.database, actor.accountId, chosen);
}
