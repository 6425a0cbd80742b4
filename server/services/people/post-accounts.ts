import { firstMailboxes, reportMailbox } from '../../model/mailbox.ts';
import { giveAddresses } from '../../store/addresses.ts';
import type { Transaction } from '../../store/database.ts';
import { openMailAccounts } from '../../store/mail-openings.ts';
import { insertPostAccounts } from '../../store/posts.ts';
import type { House } from '../house.ts';

/** The office of a school, from the words « chef d’établissement ». */
export const office = 'ce';

/** Opens the mailboxes of posts of a kind, at `<kind>.<uai>@`. `allowedBytes`: their own room; that of everybody where it is not told. */
export async function openAccountsOf(
  tx: Transaction,
  { clock, domains, limits }: Pick<House, 'clock' | 'domains' | 'limits'>,
  kind: string,
  made: readonly { readonly uai: string; readonly postId: number }[],
  day: string,
  allowedBytes = limits.quotaBytes,
): Promise<void> {
  if (made.length === 0) return;
  const now = clock.now();
  const accounts = await insertPostAccounts(
    tx,
    made.map(each => each.postId),
    now,
  );
  await giveAddresses(
    tx,
    made.map(({ uai, postId }) => ({ address: addressOf(kind, uai, domains[0]!), accountId: accounts.get(postId)! })),
    day,
  );
  await openMailAccounts(
    tx,
    [...accounts.values()].map(accountId => ({ accountId, allowedBytes })),
    [...firstMailboxes, reportMailbox],
    Math.floor(now.getTime() / 1000),
  );
}

function addressOf(kind: string, uai: string, domain: string): string {
  return `${kind}.${uai.toLowerCase()}@${domain}`;
}
