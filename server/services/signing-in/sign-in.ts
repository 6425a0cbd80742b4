/**
 * Signing in: the one service that every door asks, so that all of them refuse alike. A verified password is remembered
 * by keyed hash for some minutes, because a phone that polls each minute must not cost an argon2 each minute; but each
 * hit still reads the account's state and credential version, so that a suspension or a new password counts at once. A
 * wrong password that comes again is remembered too: a forgotten phone neither costs argon2 nor slows its owner.
 */
import { createHmac } from 'node:crypto';
import { plainProvisional } from '@vaguemestre/contract/password-composition.ts';
import { networkOf } from '../../formats/network/network.ts';
import { opensMail } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertSignIn } from '../../store/account-events.ts';
import { type Credentials, findCredentials } from '../../store/accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import type { OwnSecrets } from '../phishing/own-password.ts';
import { looksLikeAppPassword, openedByApp } from './app-passwords.ts';
import type { Door } from './door.ts';
import type { Passwords } from './passwords.ts';
import { createRemembered } from './remembered.ts';
import type { Scram } from './scram.ts';
import { hasSecondFactor } from './second-factor.ts';
import { refuseUnlessOpen } from './shut.ts';
import { throttle } from './throttle.ts';

/** An attempt, with what the throttle and the journal need to know of where it comes from. */
export type Attempt = {
  readonly user: string;
  readonly password: string;
  readonly door: Door;
  /** The client's address, as text. */
  readonly remote: string;
  /** What a browser says it is. */
  readonly client?: string;
};

export type SignIn = (attempt: Attempt) => Promise<Actor>;

const rememberMilliseconds = 5 * 60_000;
const rememberAtMost = 100_000;
/** A mail program's sign-ins through one door and network are told once in so long. */
const recordEvery = 12 * 3_600_000;

/**
 * @returns a function that gives the actor, or throws Refusal: bad-credentials (whether the account exists or not),
 * not-activated, suspended, closed (only to whom proved the password), slow-down
 */
export function createSignIn(
  house: Pick<House, 'store' | 'clock' | 'log' | 'random' | 'keys'>,
  passwords: Passwords,
  secrets?: OwnSecrets,
  scram?: Scram,
): SignIn {
  const key = house.random(32);
  const good = createRemembered(rememberMilliseconds, rememberAtMost);
  const wrong = createRemembered(rememberMilliseconds, rememberAtMost);

  return async attempt => {
    const name = attempt.user.trim().toLowerCase();
    const credentials = await findCredentials(house.store.database, name);
    try {
      await verify(attempt, name, credentials);
      refuseUnlessOpen(credentials!.state);
    } catch (error) {
      const reason = error instanceof Refusal ? error.reason : 'failed';
      house.log.info('sign-in-refused', { door: attempt.door, account: credentials?.accountId ?? null, reason });
      throw error;
    }
    house.log.info('sign-in', { door: attempt.door, account: credentials!.accountId });
    const { accountId, address, roles, version } = credentials!;
    return { accountId, address, roles, version };
  };

  async function verify(attempt: Attempt, name: string, credentials: Credentials | null): Promise<void> {
    const network = networkOf(attempt.remote);
    const now = house.clock.now();
    const who = credentials?.accountId ?? name;
    const mark = createHmac('sha256', key)
      .update(`${who}\0${attempt.door}\0${network}\0${attempt.password}`)
      .digest('base64');
    const version = credentials?.version ?? 0;
    if (good.has(mark, version, now)) return;
    if (wrong.has(mark, version, now)) throw new Refusal('bad-credentials');
    const counted = await throttle(house, who, attempt.remote, attempt.password);
    if (!(await proves(credentials, attempt))) {
      wrong.add(mark, version, now);
      throw new Refusal('bad-credentials');
    }
    await counted.succeeded();
    await refuseWithoutFactor(credentials!, attempt);
    good.add(mark, version, now);
    if (!opensMail(credentials!.state)) return;
    if (credentials!.passwordHash && !looksLikeAppPassword(attempt.password))
      await scram?.learn(credentials!.accountId, credentials!.passwordHash, attempt.password);
    // What must never leave in a mail is the password a person knows by heart, not one made for a device.
    if (!looksLikeAppPassword(attempt.password)) secrets?.remember(credentials!.accountId, attempt.password, now);
    const unlessSince = new Date(now.getTime() - (attempt.door === 'portal' ? 0 : recordEvery));
    await insertSignIn(house.store.database, credentials!.accountId, {
      at: now,
      door: attempt.door,
      network,
      unlessSince,
      ...(attempt.client === undefined ? {} : { client: attempt.client.slice(0, 200) }),
    });
  }

  async function proves(credentials: Credentials | null, attempt: Attempt): Promise<boolean> {
    const { password } = attempt;
    if (credentials !== null && (await openedByApp(house, credentials, attempt))) return true;
    if (credentials?.passwordHash) return await passwords.verify(credentials.passwordHash, password);
    if (credentials?.provisionalHash)
      return await passwords.verify(credentials.provisionalHash, plainProvisional(password));
    // As long as a real verification, so that the answer's delay tells nothing.
    await passwords.verifyNothing(password);
    return false;
  }

  /** A mail program cannot ask for a code: with a second factor on, it needs a password of its own. */
  async function refuseWithoutFactor(credentials: Credentials, attempt: Attempt): Promise<void> {
    if (attempt.door === 'portal' || looksLikeAppPassword(attempt.password)) return;
    if (await hasSecondFactor(house, credentials.accountId)) throw new Refusal('app-password-needed');
  }
}
