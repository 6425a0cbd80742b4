/** How much an account has sent in each hour. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Adds to the hour's count unless it would pass `atMost`; says whether it was added. */
export async function addSent(
  db: Queryable,
  { accountId, hour, recipients, atMost }: { accountId: AccountId; hour: Date; recipients: number; atMost: number },
): Promise<boolean> {
  if (recipients > atMost) return false;
  const rows = await db.query({
    text: `insert into sent_count (account_id, hour, recipients) values ($1, $2, $3)
           on conflict (account_id, hour) do update set recipients = sent_count.recipients + $3
           where sent_count.recipients + $3 <= $4
           returning recipients`,
    values: [accountId, hour, recipients, atMost],
  });
  return rows.length > 0;
}

/** Forgets the hours before an instant. */
export async function forgetSent(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from sent_count where hour < $1', values: [before] });
}
