import type { AccountId } from '../../model/account.ts';
import type { House } from '../house.ts';

/** Calls `heard` at each change of any of the accounts: own, and those whose mailboxes are shared. @returns stops it */
export function watchAccounts(
  { store }: Pick<House, 'store'>,
  accountIds: Iterable<AccountId>,
  heard: () => void,
): () => void {
  const stops = [...new Set(accountIds)].map(accountId => store.changes.subscribe(accountId, heard));
  return () => {
    for (const stop of stops) stop();
  };
}
