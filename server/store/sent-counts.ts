/** How much an account has sent, and how often an address was told something, in each hour. */
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

/** Counts one more notice to an address in an hour, unless it would pass `atMost`; says whether it was counted. */
export async function addNotice(db: Queryable, address: string, hour: Date, atMost: number): Promise<boolean> {
  const rows = await db.query({
    text: `insert into notice_count (address, hour, notices) values ($1, $2, 1)
           on conflict (address, hour) do update set notices = notice_count.notices + 1
           where notice_count.notices < $3
           returning notices`,
    values: [address.toLowerCase(), hour, atMost],
  });
  return rows.length > 0;
}

/** Forgets the hours before an instant. */
export async function forgetSent(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from sent_count where hour < $1', values: [before] });
  await db.query({ text: 'delete from notice_count where hour < $1', values: [before] });
}
