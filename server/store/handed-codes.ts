/** Codes handed over to people who lost their password and have no NUMEN. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Keeps a fresh code; one made before is worth nothing any more. */
export async function keepHandedCode(
  db: Queryable,
  accountId: AccountId,
  code: { readonly hash: Buffer; readonly until: Date; readonly byTwo: boolean },
): Promise<void> {
  await db.query({
    text: `insert into handed_code (account_id, code_hash, until, by_two) values ($1, $2, $3, $4)
           on conflict (account_id) do update set code_hash = $2, until = $3, by_two = $4`,
    values: [accountId, code.hash, code.until, code.byTwo],
  });
}

/** Uses a code up, and says whether two persons handed it over; null where it is not that of the account, or too old. */
export async function useHandedCode(
  db: Queryable,
  accountId: AccountId,
  hash: Buffer,
  now: Date,
): Promise<{ readonly byTwo: boolean } | null> {
  const [used] = await db.query<{ byTwo: boolean }>({
    text: `delete from handed_code where account_id = $1 and code_hash = $2 and until > $3
           returning by_two as "byTwo"`,
    values: [accountId, hash, now],
  });
  return used ?? null;
}
