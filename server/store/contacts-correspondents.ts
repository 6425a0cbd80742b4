/** Whom an account wrote to: what suggestions are ranked by. No change of state: no client is told of it. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Counts one message to each of these addresses, in lower case. */
export async function countWritten(
  db: Queryable,
  accountId: AccountId,
  addresses: readonly string[],
  now: Date,
): Promise<void> {
  await db.query({
    text: `insert into correspondent as c (account_id, address, times, last_at)
           select $1, address, 1, $3 from (select distinct unnest($2::text[]) as address) a order by address
           on conflict (account_id, address) do update set times = c.times + 1, last_at = $3`,
    values: [accountId, addresses, now],
  });
}

export type Correspondent = { readonly address: string; readonly times: number; readonly lastAt: Date };

/** What is known of these addresses. */
export async function readWritten(
  db: Queryable,
  accountId: AccountId,
  addresses: readonly string[],
): Promise<Map<string, Correspondent>> {
  const rows = await db.query<Correspondent>({
    text: `select address, times, last_at as "lastAt" from correspondent
           where account_id = $1 and address = any($2::text[])`,
    values: [accountId, addresses],
  });
  return new Map(rows.map(row => [row.address, row]));
}
