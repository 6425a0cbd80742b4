/** Codes handed over to people who lost their password and have no NUMEN. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Keeps a fresh code; one made before is worth nothing any more. */
export async function keepHandedCode(
  db: Queryable,
  accountId: AccountId,
  code: { readonly hash: Buffer; readonly until: Date },
): Promise<void> {
  await db.query({
    text: `insert into handed_code (account_id, code_hash, until) values ($1, $2, $3)
           on conflict (account_id) do update set code_hash = $2, until = $3`,
    values: [accountId, code.hash, code.until],
  });
}

/** Uses a code up; false where it is not that of the account, or too old. */
export async function useHandedCode(db: Queryable, accountId: AccountId, hash: Buffer, now: Date): Promise<boolean> {
  const rows = await db.query({
    text: 'delete from handed_code where account_id = $1 and code_hash = $2 and until > $3 returning 1',
    values: [accountId, hash, now],
  });
  return rows.length > 0;
}

/** Does the account's owner work in this school on that day? */
export async function worksAt(db: Queryable, accountId: AccountId, uai: string, day: string): Promise<boolean> {
  const rows = await db.query({
    text: `select from account a join assignment w on w.person_id = a.person_id
           where a.account_id = $1 and w.uai = $2 and (w.last_day is null or w.last_day >= $3) limit 1`,
    values: [accountId, uai, day],
  });
  return rows.length > 0;
}
