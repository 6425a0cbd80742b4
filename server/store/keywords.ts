/** How keywords were first written in an account. They are compared, and kept with messages, in lower case. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** By the keyword in lower case. */
export async function readSpellings(db: Queryable, accountId: AccountId): Promise<Map<string, string>> {
  const rows = await db.query<{ name: string; spelling: string }>({
    text: 'select name, spelling from keyword where account_id = $1',
    values: [accountId],
  });
  return new Map(rows.map(row => [row.name, row.spelling]));
}

/** Keeps spellings; a keyword that has one keeps that. */
export async function keepSpellings(tx: Queryable, accountId: AccountId, spellings: readonly string[]): Promise<void> {
  if (spellings.length === 0) return;
  await tx.run({
    text: `insert into keyword (account_id, name, spelling)
           select $1::bigint, lower(n), n from unnest($2::text[]) n on conflict do nothing`,
    values: [accountId, spellings],
  });
}
