import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { readQuota } from '../../store/mail-accounts.ts';
import type { House } from '../house.ts';

/** Is there room for so many octets more? Asked before they are sent; the answer that counts comes with the insertion. */
export async function requireRoom({ store }: Pick<House, 'store'>, accountId: AccountId, bytes: number): Promise<void> {
  const quota = await readQuota(store.database, accountId);
  if (quota === null || quota.usedBytes + bytes > quota.allowedBytes) throw new Refusal('over-quota');
  const { usedMessages, allowedMessages } = quota;
  if (allowedMessages !== null && usedMessages >= allowedMessages) throw new Refusal('over-quota');
}
