import { networkOf } from '../../formats/network/network.ts';
import { Refusal } from '../../model/refusal.ts';
import { insertSignIn } from '../../store/account-events.ts';
import { findCredentials } from '../../store/accounts.ts';
import type { House } from '../house.ts';
import { factorStanding } from './required-factor.ts';
import { hasSecondFactor } from './second-factor.ts';
import { openSession } from './sessions.ts';
import { refuseUnlessOpen } from './shut.ts';

/** What another provider of identity says of somebody, proven by its signature. */
export type Vouched = {
  readonly email: string;
  /** The provider counts more than a password. */
  readonly strong: boolean;
  /** Shown back to the provider when the person leaves. */
  readonly idToken: string;
};

/**
 * Sign-in through another provider, matched by the mail address. It makes no account and opens none that is not active; a
 * second factor that is on here is not passed over by a provider that asked for a password alone.
 * @returns the session's token, or null where the person must prove more than the provider has
 * @throws Refusal bad-credentials for an address of nobody here; not-activated, suspended, closed
 */
export async function enterByProvider(
  house: Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'log' | 'renewal' | 'factorRule' | 'accountWatch'>,
  vouched: Vouched,
  { remote, client }: { readonly remote: string; readonly client: string },
): Promise<string | null> {
  const db = house.store.database;
  const credentials = await findCredentials(db, vouched.email);
  if (credentials === null) throw new Refusal('bad-credentials');
  refuseUnlessOpen(credentials.state);
  const { accountId } = credentials;
  if (!vouched.strong) {
    const standing = await factorStanding(house, credentials);
    if (standing.kind === 'set' || (await hasSecondFactor(house, accountId))) return null;
  }
  const at = house.clock.now();
  const network = networkOf(remote);
  await insertSignIn(db, accountId, { at, door: 'portal', network, unlessSince: at, client: client.slice(0, 200) });
  house.accountWatch?.look(accountId);
  house.log.info('sign-in', { door: 'portal', account: accountId, by: 'provider' });
  return await openSession(house, credentials, { remote, client, strong: vouched.strong, idToken: vouched.idToken });
}
