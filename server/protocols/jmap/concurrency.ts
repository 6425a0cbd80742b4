/** How much one account does at once: requests beyond the limit are refused, as rfc/8620#3.6.1 has it. */
import type { AccountId } from '../../model/account.ts';
import { limits } from './capabilities.ts';
import { RequestFault } from './faults.ts';

type Kind = 'maxConcurrentRequests' | 'maxConcurrentUpload';

export function createConcurrency() {
  const busy = {
    maxConcurrentRequests: new Map<AccountId, number>(),
    maxConcurrentUpload: new Map<AccountId, number>(),
  };

  async function within<Result>(kind: Kind, accountId: AccountId, work: () => Promise<Result>): Promise<Result> {
    const counts = busy[kind];
    const here = counts.get(accountId) ?? 0;
    if (here >= limits[kind]) throw new RequestFault('limit', `At most ${limits[kind]} at once.`, { limit: kind });
    counts.set(accountId, here + 1);
    try {
      return await work();
    } finally {
      const left = counts.get(accountId)! - 1;
      if (left === 0) counts.delete(accountId);
      else counts.set(accountId, left);
    }
  }

  return {
    request: <Result>(accountId: AccountId, work: () => Promise<Result>) =>
      within('maxConcurrentRequests', accountId, work),
    upload: <Result>(accountId: AccountId, work: () => Promise<Result>) =>
      within('maxConcurrentUpload', accountId, work),
  };
}
