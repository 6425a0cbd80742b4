import { networkOf } from '../../formats/network/network.ts';
import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import type { Actor } from '../actor.ts';
import { throttle } from '../signing-in/throttle.ts';
import { type PasswordHouse, setPassword } from './set-password.ts';

/**
 * The person changes their own password, the present one proven again (R18).
 * @throws Refusal bad-credentials, slow-down, weak-password
 */
export async function changePassword(
  house: PasswordHouse,
  actor: Actor,
  change: { readonly current: string; readonly newPassword: string; readonly remote: string },
): Promise<void> {
  const credentials = await findCredentials(house.store.database, actor.address);
  const passwordHash = credentials?.passwordHash ?? null;
  if (credentials === null || passwordHash === null) throw new Refusal('bad-credentials');
  const counted = await throttle(house, actor.accountId, change.remote);
  if (!(await house.passwords.verify(passwordHash, change.current))) throw new Refusal('bad-credentials');
  await counted.succeeded();
  await setPassword(
    house,
    { ...credentials, passwordHash },
    { newPassword: change.newPassword, kind: 'password-changed', network: networkOf(change.remote) },
  );
}
