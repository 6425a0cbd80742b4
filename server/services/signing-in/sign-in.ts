/**
 * Signing in: the one service that every door asks, so that all of them refuse alike. A verified password is remembered
 * by keyed hash for some minutes, because a phone that polls each minute must not cost an argon2 each minute; but each
 * hit still reads the account's state and credential version, so that a suspension or a new password counts at once. A
 * wrong password that comes again is remembered too: a forgotten phone neither costs argon2 nor slows its owner.
 */
import { createHmac } from 'node:crypto';
import { plainProvisional } from '@vaguemestre/contract/password-composition.ts';
import { networkOf } from '../../formats/network/network.ts';
import { type AccountId, opensMail } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertSignIn } from '../../store/account-events.ts';
import { type Credentials, findCredentials } from '../../store/accounts.ts';
import { knowsElsewhere } from '../../store/known-devices.ts';
import type { WarningHouse } from '../accounts/warn.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import type { OwnSecrets } from '../phishing/own-password.ts';
import { looksLikeAppPassword, openedByApp } from './app-passwords.ts';
import type { Door } from './door.ts';
import { tellOfAttack, tellOfPlace } from './notices.ts';
import type { Passwords } from './passwords.ts';
import { createRemembered } from './remembered.ts';
import { mustRenew } from './renewal.ts';
import { factorStanding } from './required-factor.ts';
import type { Scram } from './scram.ts';
import { hasSecondFactor } from './second-factor.ts';
import { refuseUnlessOpen } from './shut.ts';
import { createSprayWatch } from './spraying.ts';
import { SlowDown, throttle } from './throttle.ts';
import { hashToken } from './tokens.ts';

/** An attempt, with what the throttle and the journal need to know of where it comes from. */
export type Attempt = {
  readonly user: string;
  readonly password: string;
  readonly door: Door;
  /** The client's address, as text. */
  readonly remote: string;
  /** What a browser says it is. */
  readonly client?: string;
  /** The token by which a browser is known again. */
  readonly device?: string;
};

export type SignIn = (attempt: Attempt) => Promise<Actor>;

const rememberMilliseconds = 5 * 60_000;
const rememberAtMost = 100_000;
/** A mail program's sign-ins through one door and network are told once in so long. */
const recordEvery = 12 * 3_600_000;

/** The rules are optional as in the house: renewal, a factor that is imposed, when to sound the alarm. */
export type SignInParts = WarningHouse &
  Pick<House, 'renewal' | 'factorRule' | 'postmaster' | 'guessingAlarm' | 'accountWatch'>;

/**
 * @returns a function that gives the actor, or throws Refusal: bad-credentials (whether the account exists or not),
 * not-activated, suspended, closed, renewal-overdue, app-password-needed (only to whom proved the password), slow-down
 */
export function createSignIn(house: SignInParts, passwords: Passwords, secrets?: OwnSecrets, scram?: Scram): SignIn {
  const key = house.random(32);
  const good = createRemembered(rememberMilliseconds, rememberAtMost);
  const wrong = createRemembered(rememberMilliseconds, rememberAtMost);
  const attackTold = new Map<AccountId, number>();
  const noteGuess = createSprayWatch(house);

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
      .update(`${who}\0${attempt.door}\0${network}\0${attempt.device ?? ''}\0${attempt.password}`)
      .digest('base64');
    const version = credentials?.version ?? 0;
    if (good.has(mark, version, now)) return;
    if (wrong.has(mark, version, now)) throw new Refusal('bad-credentials');
    const device = attempt.device === undefined ? undefined : hashToken(attempt.device);
    const counted = await throttle(house, who, attempt.remote, attempt.password, device).catch(async error => {
      if (error instanceof SlowDown && error.attacked && credentials !== null)
        await attacked(credentials, attempt.door);
      throw error;
    });
    const { knows } = counted;
    if (!(await proves(credentials, attempt))) {
      wrong.add(mark, version, now);
      if (credentials !== null && !knows.network && !knows.device) await noteGuess(credentials.accountId);
      throw new Refusal('bad-credentials');
    }
    await counted.succeeded();
    if (opensMail(credentials!.state)) await refuseHeld(credentials!, attempt);
    good.add(mark, version, now);
    if (!opensMail(credentials!.state)) return;
    if (credentials!.passwordHash && !looksLikeAppPassword(attempt.password))
      await scram?.learn(credentials!.accountId, credentials!.passwordHash, attempt.password);
    const isNew = attempt.door === 'portal' ? !knows.device : !knows.network;
    const here = { network, tokenHash: device ?? null };
    if (isNew && (await knowsElsewhere(house.store.database, credentials!.accountId, here))) {
      await tellOfPlace(house, credentials!.accountId, { door: attempt.door, network, client: attempt.client ?? '' });
    }
    // What must never leave in a mail is the password a person knows by heart, not one made for a device.
    if (!looksLikeAppPassword(attempt.password)) secrets?.remember(credentials!.accountId, attempt.password, now);
    const unlessSince = new Date(now.getTime() - (attempt.door === 'portal' ? 0 : recordEvery));
    const recorded = await insertSignIn(house.store.database, credentials!.accountId, {
      at: now,
      door: attempt.door,
      network,
      unlessSince,
      ...(attempt.client === undefined ? {} : { client: attempt.client.slice(0, 200) }),
    });
    if (recorded) house.accountWatch?.look(credentials!.accountId);
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

  /**
   * A mail program cannot ask for a code: with a second factor on, or due, it needs a password of its own. Nor can it ask
   * for a new password: one that is overdue opens the portal alone.
   */
  async function refuseHeld(credentials: Credentials, attempt: Attempt): Promise<void> {
    if (attempt.door === 'portal') return;
    if (await mustRenew(house, credentials)) throw new Refusal('renewal-overdue');
    if (looksLikeAppPassword(attempt.password)) return;
    if (await hasSecondFactor(house, credentials.accountId)) throw new Refusal('app-password-needed');
    const standing = await factorStanding(house, credentials);
    if (standing.kind === 'set' || (standing.kind === 'due' && standing.dueAt <= house.clock.now()))
      throw new Refusal('app-password-needed');
  }

  /** Looked up in the database once an hour at most and process: an attack is many attempts. */
  async function attacked({ accountId, state }: Credentials, door: Door): Promise<void> {
    const hour = Math.floor(house.clock.now().getTime() / 3_600_000);
    if (!opensMail(state) || attackTold.get(accountId) === hour) return;
    if (attackTold.size >= rememberAtMost) attackTold.clear();
    attackTold.set(accountId, hour);
    await tellOfAttack(house, accountId, door);
  }
}
