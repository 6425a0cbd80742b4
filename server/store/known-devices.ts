/** Browsers that people signed in from, by the hash of a token only the browser holds. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export async function isKnownDevice(
  db: Queryable,
  accountId: AccountId,
  tokenHash: Buffer,
  since: Date,
): Promise<boolean> {
  const rows = await db.query({
    text: 'select 1 from known_device where account_id = $1 and token_hash = $2 and last_at >= $3',
    values: [accountId, tokenHash, since],
  });
  return rows.length > 0;
}

/** Written once a day at most. */
export async function rememberDevice(db: Queryable, accountId: AccountId, tokenHash: Buffer, now: Date): Promise<void> {
  await db.query({
    text: `insert into known_device as k (account_id, token_hash, last_at) values ($1, $2, $3)
           on conflict (account_id, token_hash) do update set last_at = $3 where k.last_at < $4`,
    values: [accountId, tokenHash, now, new Date(now.getTime() - 86_400_000)],
  });
}

/** Has the account signed in from anywhere else, or with any other browser? The very first sign-in comes from no new place. */
export async function knowsElsewhere(
  db: Queryable,
  accountId: AccountId,
  here: { readonly network: string; readonly tokenHash: Buffer | null },
): Promise<boolean> {
  const rows = await db.query({
    text: `select 1 from known_network where account_id = $1 and network <> $2
           union all
           select 1 from known_device where account_id = $1 and token_hash is distinct from $3::bytea limit 1`,
    values: [accountId, here.network, here.tokenHash],
  });
  return rows.length > 0;
}
