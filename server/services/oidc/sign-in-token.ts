/** A mail program that was given a token on the portal signs in with it: no password is kept on the device. */
import { networkOf } from '../../formats/network/network.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertSignIn } from '../../store/account-events.ts';
import { findCredentials, listAddresses } from '../../store/accounts.ts';
import { findArtifact } from '../../store/oidc-artifacts.ts';
import type { House, SignInToken } from '../house.ts';
import type { Door } from '../signing-in/door.ts';
import { mustRenew } from '../signing-in/renewal.ts';
import { refuseUnlessOpen } from '../signing-in/shut.ts';
import { hashId, openArtifact } from './artifacts.ts';

/** A program's sign-ins through one door and network are told once in so long. */
const recordEvery = 12 * 3_600_000;
const model = 'AccessToken';

/** @returns a function that gives the actor, or throws Refusal: bad-credentials, suspended, closed, renewal-overdue */
export function createSignInToken(
  house: Pick<House, 'store' | 'clock' | 'keys' | 'log' | 'renewal' | 'accountWatch'>,
): SignInToken {
  return async ({ user, token, door, remote }) => {
    const db = house.store.database;
    const now = house.clock.now();
    const row = await findArtifact(db, model, 'id_hash', hashId(model, token));
    if (row === null || row.expiresAt <= now || row.accountId === null) return refuse(door, null);
    const { scope } = openArtifact(house, model, row);
    if (typeof scope !== 'string' || !scope.split(' ').includes('mail')) return refuse(door, row.accountId);
    const addresses: readonly string[] = await listAddresses(db, row.accountId);
    const credentials = addresses[0] === undefined ? null : await findCredentials(db, addresses[0]);
    if (credentials === null || (user !== '' && !addresses.includes(user.trim().toLowerCase()))) {
      return refuse(door, row.accountId);
    }
    refuseUnlessOpen(credentials.state);
    if (await mustRenew(house, credentials)) throw new Refusal('renewal-overdue');
    const network = networkOf(remote);
    const unlessSince = new Date(now.getTime() - recordEvery);
    const recorded = await insertSignIn(db, row.accountId, { at: now, door, network, unlessSince });
    if (recorded) house.accountWatch?.look(row.accountId);
    house.log.info('sign-in', { door, account: row.accountId, by: 'token' });
    const { accountId, address, roles, version } = credentials;
    return { accountId, address, roles, version };
  };

  function refuse(door: Door, account: AccountId | null): never {
    house.log.info('sign-in-refused', { door, account, reason: 'bad-credentials', by: 'token' });
    throw new Refusal('bad-credentials');
  }
}
