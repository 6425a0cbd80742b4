import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** The keyed hash of the NUMEN of the account's owner; null where there is none, as for a post. */
export async function readOwnNumen(db: Queryable, accountId: AccountId): Promise<Buffer | null> {
  const [row] = await db.query<{ numen: Buffer | null }>({
    text: 'select p.numen from account a join person p using (person_id) where a.account_id = $1',
    values: [accountId],
  });
  return row?.numen ?? null;
}
