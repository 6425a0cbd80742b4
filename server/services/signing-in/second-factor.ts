/** One-time codes as a second factor, and the recovery codes that stand in for a lost telephone. */
import { encodeSecret, secretUri, stepOf } from '../../formats/one-time-code/totp.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEvent } from '../../store/account-events.ts';
import {
  beginTotp,
  confirmTotp,
  readTotp,
  removeTotp,
  replaceRecoveryCodes,
  useRecoveryCode,
  useStep,
} from '../../store/second-factors.ts';
import { actAndWarn } from '../accounts/warn.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { seal, unseal } from '../people/secrets.ts';
import { throttle } from './throttle.ts';
import { drawGroups, hashShort } from './tokens.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'log'>;
type WarnedParts = Parts & Pick<House, 'domains' | 'sms'>;

const secretBytes = 20;
const codeAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const codes = 10;

export async function hasSecondFactor({ store }: Pick<House, 'store'>, accountId: AccountId): Promise<boolean> {
  return ((await readTotp(store.database, accountId))?.confirmedAt ?? null) !== null;
}

/**
 * Draws a secret for the person's program. Nothing is asked for until a code confirms that the program has it.
 * @throws Refusal policy where the factor is on already
 */
export async function beginSecondFactor(
  house: Parts,
  actor: Actor,
  issuer: string,
): Promise<{ secret: string; uri: string }> {
  const secret = house.random(secretBytes);
  const sealed = seal(house.keys, house.random, bound(actor.accountId), secret);
  if (!(await beginTotp(house.store.database, actor.accountId, sealed))) throw new Refusal('policy', 'already on');
  return { secret: encodeSecret(secret), uri: secretUri(secret, actor.address, issuer) };
}

/**
 * Switches the factor on with a first code. Every other session ends.
 * @returns recovery codes, shown once
 * @throws Refusal bad-credentials, slow-down, policy
 */
export async function confirmSecondFactor(house: Parts, actor: Actor, code: string, remote: string): Promise<string[]> {
  if (await hasSecondFactor(house, actor.accountId)) throw new Refusal('policy', 'already on');
  await proveSecondFactor(house, actor.accountId, code, remote);
  const drawn = Array.from({ length: codes }, () => drawGroups(house.random, codeAlphabet, 2, 5));
  const at = house.clock.now();
  await house.store.database.transaction(async tx => {
    if (!(await confirmTotp(tx, actor.accountId, at))) throw new Refusal('policy', 'already on');
    await replaceRecoveryCodes(
      tx,
      actor.accountId,
      drawn.map(each => hashCode(house, each)),
    );
    await insertEvent(tx, actor.accountId, { at, kind: 'second-factor-on', door: 'portal', network: null, detail: {} });
  });
  return drawn;
}

/** Switches the factor off, a code proven again. @throws Refusal bad-credentials, slow-down */
export async function removeSecondFactor(
  house: WarnedParts,
  actor: Actor,
  code: string,
  remote: string,
): Promise<void> {
  await proveSecondFactor(house, actor.accountId, code, remote);
  const at = house.clock.now();
  await actAndWarn(house, actor.accountId, 'second-factor-off', async tx => {
    await removeTotp(tx, actor.accountId);
    await insertEvent(tx, actor.accountId, {
      at,
      kind: 'second-factor-off',
      door: 'portal',
      network: null,
      detail: {},
    });
  });
}

/**
 * Takes a one-time code, each once, or a recovery code.
 * @throws Refusal bad-credentials, slow-down
 */
export async function proveSecondFactor(
  house: Parts,
  accountId: AccountId,
  code: string,
  remote: string,
): Promise<void> {
  const db = house.store.database;
  // Its own counter: a known password must not wipe out the failures of the code.
  const counted = await throttle(house, `second factor of ${accountId}`, remote);
  const totp = await readTotp(db, accountId);
  const now = house.clock.now();
  const step = totp === null ? null : stepOf(unseal(house.keys, bound(accountId), totp.secret), code, now);
  const proven =
    step === null
      ? await useRecoveryCode(db, accountId, hashCode(house, code), now)
      : await useStep(db, accountId, step);
  if (!proven) throw new Refusal('bad-credentials');
  await counted.succeeded();
}

function bound(accountId: AccountId): string {
  return `totp\0${accountId}`;
}

function hashCode({ keys }: Pick<House, 'keys'>, code: string): Buffer {
  return hashShort(keys, 'recovery-code', code.toLowerCase().replace(/[\s-]/g, ''));
}
