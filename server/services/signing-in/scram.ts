/**
 * Signing in by SCRAM, where the operator switched it on: the password is proved and never sent. Its keys are derived when
 * a password is set, and at the first ordinary sign-in for passwords older than the switch; they lie sealed under the file
 * key. A name that nobody bears is shown a salt of its own that never changes, and costs what a wrong password costs. The
 * passwords of devices have no keys: they are said, under TLS.
 */
import { createHash, createHmac } from 'node:crypto';
import { networkOf } from '../../formats/network/network.ts';
import { checkScramProof, deriveScramKeys, type ScramKeys, scramKeyOctets } from '../../formats/scram/keys.ts';
import type { AccountId } from '../../model/account.ts';
import { opensMail } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertSignIn } from '../../store/account-events.ts';
import { type Credentials, findCredentials } from '../../store/accounts.ts';
import { readScramKeys, writeScramKeys } from '../../store/scram-keys.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { seal, unseal } from '../people/secrets.ts';
import { hasSecondFactor } from './second-factor.ts';
import { refuseUnlessOpen } from './shut.ts';
import type { Attempt } from './sign-in.ts';
import { throttle } from './throttle.ts';

/** More than the 4096 of rfc/7677#4: a telephone takes some ten milliseconds. */
export const scramIterations = 20_000;
const saltOctets = 16;
/** A mail program's sign-ins through one door and network are told once in so long. */
const recordEvery = 12 * 3_600_000;

export type Scram = {
  /** What somebody who says this name is shown. Says nothing of whether it exists. */
  offer(attempt: Omit<Attempt, 'password'>): Promise<ScramOffered>;
  /** Derives the keys of a password that was set or proved, where they are not there. `passwordHash`: as the account has it. */
  learn(accountId: AccountId, passwordHash: string, password: string): Promise<void>;
};

export type ScramOffered = {
  readonly salt: Buffer;
  readonly iterations: number;
  readonly nonce: string;
  /** @throws Refusal as `SignIn` */
  prove(authMessage: string, proof: Buffer): Promise<{ readonly proven: Actor; readonly signature: Buffer }>;
};

export function createScram(house: Pick<House, 'store' | 'clock' | 'log' | 'random' | 'keys' | 'accountWatch'>): Scram {
  const { store, clock, log, keys, random } = house;
  const db = store.database;

  async function keysOf(credentials: Credentials | null) {
    if (!credentials?.passwordHash) return null;
    const row = await readScramKeys(db, credentials.accountId);
    return row?.ofPassword.equals(digest(credentials.passwordHash)) ? row : null;
  }

  async function prove(attempt: Omit<Attempt, 'password'>, name: string, authMessage: string, proof: Buffer) {
    const credentials = await findCredentials(db, name);
    const counted = await throttle(house, credentials?.accountId ?? name, attempt.remote);
    const row = await keysOf(credentials);
    const own = row === null ? nobodysKeys(random) : open(unseal(keys, bound(credentials!.accountId), row.sealed));
    const signature = checkScramProof(own, authMessage, proof);
    if (signature === null || credentials === null || row === null) throw new Refusal('bad-credentials');
    await counted.succeeded();
    // A mail program cannot ask for a code: with a second factor on, it needs a password of its own.
    if (await hasSecondFactor(house, credentials.accountId)) throw new Refusal('app-password-needed');
    refuseUnlessOpen(credentials.state);
    return { credentials, signature };
  }

  return {
    async offer(attempt) {
      const name = attempt.user.trim().toLowerCase();
      const row = await keysOf(await findCredentials(db, name));
      return {
        salt: row?.salt ?? falseSalt(house, name),
        iterations: row?.iterations ?? scramIterations,
        nonce: random(18).toString('base64'),
        async prove(authMessage, proof) {
          try {
            const { credentials, signature } = await prove(attempt, name, authMessage, proof);
            await record(attempt, credentials);
            const { accountId, address, roles, version } = credentials;
            log.info('sign-in', { door: attempt.door, account: accountId, how: 'scram' });
            return { proven: { accountId, address, roles, version }, signature };
          } catch (error) {
            const reason = error instanceof Refusal ? error.reason : 'failed';
            log.info('sign-in-refused', { door: attempt.door, reason, how: 'scram' });
            throw error;
          }
        },
      };
    },

    async learn(accountId, passwordHash, password) {
      const ofPassword = digest(passwordHash);
      if ((await readScramKeys(db, accountId))?.ofPassword.equals(ofPassword)) return;
      const salt = random(saltOctets);
      const derived = await deriveScramKeys(password, salt, scramIterations);
      if (derived === null) return;
      const clear = Buffer.concat([derived.storedKey, derived.serverKey]);
      const sealed = seal(keys, random, bound(accountId), clear);
      await writeScramKeys(db, accountId, { ofPassword, salt, iterations: scramIterations, sealed });
    },
  };

  async function record(attempt: Omit<Attempt, 'password'>, { accountId, state }: Credentials): Promise<void> {
    if (!opensMail(state)) return;
    const at = clock.now();
    const unlessSince = new Date(at.getTime() - recordEvery);
    const signIn = { at, door: attempt.door, network: networkOf(attempt.remote), unlessSince };
    if (await insertSignIn(db, accountId, signIn)) house.accountWatch?.look(accountId);
  }
}

/** A salt that looks like any other, the same each time the name is said. rfc/5802#9 */
function falseSalt({ keys }: Pick<House, 'keys'>, name: string): Buffer {
  return createHmac('sha256', keys.file).update(`scram salt\0${name}`).digest().subarray(0, saltOctets);
}

function nobodysKeys(random: House['random']): ScramKeys {
  return { storedKey: random(scramKeyOctets), serverKey: random(scramKeyOctets) };
}

function open(clear: Buffer): ScramKeys {
  return { storedKey: clear.subarray(0, scramKeyOctets), serverKey: clear.subarray(scramKeyOctets) };
}

const bound = (accountId: AccountId) => `scram\0${accountId}`;
const digest = (passwordHash: string) => createHash('sha256').update(passwordHash).digest();
