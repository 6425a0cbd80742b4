import type { ModSeq } from '../../model/change.ts';
import { Refusal } from '../../model/refusal.ts';
import { readModSeq, readQuota } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** What the actor's mail takes and may take, no older than the modseq beside it. @throws Refusal closed */
export async function readQuotaOf(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
): Promise<{ usedBytes: number; allowedBytes: number; modseq: ModSeq }> {
  const account = await readModSeq(store.database, accountId);
  const quota = await readQuota(store.database, accountId);
  if (quota === null || account === null) throw new Refusal('closed');
  return { ...quota, modseq: account.modseq };
}
