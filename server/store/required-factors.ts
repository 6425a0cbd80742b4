import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Begins the days of grace of somebody who is held to a second factor, unless they run already; when they end. */
export async function startGrace(db: Queryable, accountId: AccountId, until: Date): Promise<Date> {
  const [row] = await db.query<{ dueAt: Date }>({
    text: `update account set factor_due_at = coalesce(factor_due_at, $2) where account_id = $1
           returning factor_due_at as "dueAt"`,
    values: [accountId, until],
  });
  return row!.dueAt;
}
