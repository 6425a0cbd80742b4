/**
 * Signing in: the one service that every door asks, so that all of them refuse alike. A verified password is remembered
 * by keyed hash for some minutes, because a phone that polls each minute must not cost an argon2 each minute; but each
 * hit still reads the account's state and credential version, so that a suspension or a new password counts at once.
 */
import { createHmac } from 'node:crypto';
import { type AccountState, opensMail } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Credentials, findCredentials } from '../../store/accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import type { Passwords } from './passwords.ts';

/** An attempt, with what the throttle and the journal need to know of where it comes from. */
export type Attempt = {
  readonly user: string;
  readonly password: string;
  readonly door: 'imap' | 'submission' | 'sieve' | 'portal' | 'jmap' | 'dav';
  /** The client's address, as text. */
  readonly remote: string;
};

export type SignIn = (attempt: Attempt) => Promise<Actor>;

const rememberMilliseconds = 5 * 60_000;
const rememberAtMost = 100_000;

/**
 * @returns a function that gives the actor, or throws Refusal: bad-credentials (whether the account exists or not),
 * not-activated, suspended, closed (only to whom proved the password), slow-down
 */
export function createSignIn(house: Pick<House, 'store' | 'clock' | 'log' | 'random'>, passwords: Passwords): SignIn {
  const key = house.random(32);
  /** Account and keyed hash of the password that was verified, until when. */
  const verified = new Map<string, { version: number; until: number }>();

  return async attempt => {
    const credentials = await findCredentials(house.store.database, attempt.user.trim());
    const state = credentials?.state;
    try {
      await verify(attempt, credentials);
      refuseUnlessOpen(state!);
    } catch (error) {
      const reason = error instanceof Refusal ? error.reason : 'failed';
      house.log.info('sign-in-refused', { door: attempt.door, account: credentials?.accountId ?? null, reason });
      throw error;
    }
    house.log.info('sign-in', { door: attempt.door, account: credentials!.accountId });
    return { accountId: credentials!.accountId, address: credentials!.address, roles: credentials!.roles };
  };

  async function verify(attempt: Attempt, credentials: Credentials | null): Promise<void> {
    const hash = credentials?.passwordHash ?? credentials?.provisionalHash ?? null;
    if (credentials === null || hash === null) {
      // As long as a real verification, so that the answer's delay tells nothing.
      await passwords.verifyNothing(attempt.password);
      throw new Refusal('bad-credentials');
    }
    const mark = createHmac('sha256', key).update(`${credentials.accountId}\0${attempt.password}`).digest('base64');
    const known = verified.get(mark);
    const now = house.clock.now().getTime();
    if (known !== undefined && known.version === credentials.version && known.until > now) return;
    if (!(await passwords.verify(hash, attempt.password))) throw new Refusal('bad-credentials');
    if (verified.size >= rememberAtMost) verified.delete(verified.keys().next().value!);
    verified.delete(mark);
    verified.set(mark, { version: credentials.version, until: now + rememberMilliseconds });
  }
}

/** Each state's answer to somebody who proved the password. */
function refuseUnlessOpen(state: AccountState): void {
  if (opensMail(state)) return;
  if (state === 'suspended') throw new Refusal('suspended');
  if (state === 'closed' || state === 'purged') throw new Refusal('closed');
  throw new Refusal('not-activated');
}
