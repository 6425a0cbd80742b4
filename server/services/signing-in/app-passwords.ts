/**
 * Passwords of devices: drawn, shown once, good for the doors they were made for and never for the portal. Where a second
 * factor is on, mail programs need one; everybody may use them.
 */
import { networkOf } from '../../formats/network/network.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertEvent } from '../../store/account-events.ts';
import type { Credentials } from '../../store/accounts.ts';
import {
  type AppPassword,
  insertAppPassword,
  listAppPasswords as listRows,
  removeAppPassword,
  useAppPassword,
} from '../../store/app-passwords.ts';
import { actAndWarn } from '../accounts/warn.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import type { Door } from './door.ts';
import { drawGroups, hashShort } from './tokens.ts';

/** Letters and digits that no typeface confuses: 20 of them are 99 bits. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 5;
const groupLength = 4;
const atMost = 30;

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'log'>;
type WarnedParts = Parts & Pick<House, 'domains' | 'sms'>;
export type Scope = Exclude<Door, 'portal'>;

export function listAppPasswords(house: Parts, actor: Actor): Promise<AppPassword[]> {
  return listRows(house.store.database, actor.accountId);
}

/**
 * @returns the password, in groups: the only time it is seen
 * @throws Refusal policy where there are too many
 */
export async function makeAppPassword(
  house: WarnedParts,
  actor: Actor,
  made: { readonly name: string; readonly scopes: readonly Scope[] },
): Promise<string> {
  const db = house.store.database;
  if ((await listRows(db, actor.accountId)).length >= atMost) throw new Refusal('policy', `at most ${atMost}`);
  const password = drawGroups(house.random, alphabet, groups, groupLength);
  const at = house.clock.now();
  await actAndWarn(house, actor.accountId, 'app-password', async tx => {
    await insertAppPassword(tx, actor.accountId, { hash: hashApp(house, password), ...made, at });
    await insertEvent(tx, actor.accountId, {
      at,
      kind: 'app-password',
      door: 'portal',
      network: null,
      detail: { name: made.name },
    });
  });
  house.log.info('app-password-made', { account: actor.accountId });
  return password;
}

/** @throws Refusal policy where it is not theirs */
export async function revokeAppPassword(house: Parts, actor: Actor, id: number): Promise<void> {
  await house.store.database.transaction(async tx => {
    if (!(await removeAppPassword(tx, actor.accountId, id))) throw new Refusal('policy', 'no such password');
  });
}

/** Does this look like a device's password? Asked before an argon2 is spent on it. */
export function looksLikeAppPassword(password: string): boolean {
  return new RegExp(`^[${alphabet}]{${groups * groupLength}}$`).test(password.replace(/[\s-]/g, ''));
}

/** Does it open this door of the account? */
export async function openedByApp(
  house: Parts,
  { accountId }: Credentials,
  attempt: { readonly password: string; readonly door: Door; readonly remote: string },
): Promise<boolean> {
  if (attempt.door === 'portal' || !looksLikeAppPassword(attempt.password)) return false;
  const use = { at: house.clock.now(), network: networkOf(attempt.remote) };
  return await useAppPassword(house.store.database, accountId, hashApp(house, attempt.password), attempt.door, use);
}

function hashApp({ keys }: Pick<House, 'keys'>, password: string): Buffer {
  return hashShort(keys, 'app-password', password.replace(/[\s-]/g, ''));
}
