/** Quotas as their owner and the administrators see them. rfc/9208 */
import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import { readQuota, setAllowedBytes } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

export type Quota = { readonly usedBytes: number; readonly allowedBytes: number };

/** The quota of an account by its address. One's own; an administrator's view reaches all. @throws Refusal not-permitted */
export async function quotaOf(house: Pick<House, 'store'>, actor: Actor, address: string): Promise<Quota> {
  const quota = await readQuota(house.store.database, await accountOf(house, actor, address));
  if (quota === null) throw new Refusal('not-permitted');
  return quota;
}

/** What an account may use, set by an administrator. @throws Refusal not-permitted */
export async function setQuota(
  house: Pick<House, 'store' | 'log'>,
  actor: Actor,
  address: string,
  allowedBytes: number,
): Promise<void> {
  if (!administers(actor)) throw new Refusal('not-permitted');
  const accountId = await accountOf(house, actor, address);
  await setAllowedBytes(house.store.database, accountId, allowedBytes);
  house.log.info('quota-set', { account: accountId, by: actor.accountId, allowedBytes });
}

/** A role over the whole house, not over one school. */
export function administers(actor: Actor): boolean {
  return actor.roles.some(({ role, uai }) => role === 'administrator' && uai === '');
}

async function accountOf({ store }: Pick<House, 'store'>, actor: Actor, address: string): Promise<Actor['accountId']> {
  if (address.toLowerCase() === actor.address) return actor.accountId;
  const account = administers(actor) ? await findCredentials(store.database, address) : null;
  if (account === null) throw new Refusal('not-permitted');
  return account.accountId;
}
