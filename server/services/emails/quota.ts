import { Refusal } from '../../model/refusal.ts';
import { readQuota } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** What the actor's mail takes and may take; `state` moves when either does. @throws Refusal closed */
export async function readQuotaOf(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
): Promise<{ usedBytes: number; allowedBytes: number; state: string }> {
  const quota = await readQuota(store.database, accountId);
  if (quota === null) throw new Refusal('closed');
  return { ...quota, state: `${quota.usedBytes}-${quota.allowedBytes}` };
}
