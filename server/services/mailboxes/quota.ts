/** Quotas as their owner and the administrators see them. rfc/9208 */
import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import type { Queryable } from '../../store/database.ts';
import { type Quota, readQuota, setAllowed } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** The quota of an account by its address. One's own; an administrator's view reaches all. @throws Refusal not-permitted */
export async function quotaOf(house: Pick<House, 'store'>, actor: Actor, address: string): Promise<Quota> {
  const quota = await readQuota(house.store.database, await accountOf(house, actor, address));
  if (quota === null) throw new Refusal('not-permitted');
  return quota;
}

/** What an account may use, set by an administrator; bytes are left as they are where they are null. @throws Refusal not-permitted */
export async function setQuota(
  house: Pick<House, 'store' | 'log'>,
  actor: Actor,
  address: string,
  allowed: { readonly bytes: number | null; readonly messages: number | null },
): Promise<void> {
  if (!administers(actor)) throw new Refusal('not-permitted');
  const accountId = await accountOf(house, actor, address);
  await setAllowed(house.store.database, accountId, allowed);
  house.log.info('quota-set', { account: accountId, by: actor.accountId, ...allowed });
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

/** After a copy within the caller's transaction: are there too many messages now? @throws Refusal over-quota */
export async function requireMessageRoom(tx: Queryable, accountId: Actor['accountId']): Promise<void> {
  const quota = await readQuota(tx, accountId);
  const { usedMessages = 0, allowedMessages = null } = quota ?? {};
  if (allowedMessages !== null && usedMessages > allowedMessages) throw new Refusal('over-quota');
}
