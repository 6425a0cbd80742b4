/** How much an account has sent, and how often an address was told something, in each hour. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Recipients of one sending; `outside`: those of them outside the house. */
export type Sent = {
  readonly accountId: AccountId;
  readonly hour: Date;
  readonly recipients: number;
  readonly outside: number;
};

/**
 * Adds to the hour's count unless it would pass `atMost`. Null where it would; else the recipients and the outside
 * ones of this hour, and the outside ones of the account's busiest hour before it.
 */
export async function addSent(
  db: Queryable,
  { accountId, hour, recipients, outside, atMost }: Sent & { atMost: number },
): Promise<{ recipients: number; outside: number; busiest: number } | null> {
  if (recipients > atMost) return null;
  const [row] = await db.query<{ recipients: number; outside: number; busiest: number }>({
    text: `insert into sent_count (account_id, hour, recipients, outside) values ($1, $2, $3, $4)
           on conflict (account_id, hour) do update
             set recipients = sent_count.recipients + $3, outside = sent_count.outside + $4
             where sent_count.recipients + $3 <= $5
           returning recipients, outside,
             coalesce((select max(b.outside) from sent_count b where b.account_id = $1 and b.hour < $2), 0) as busiest`,
    values: [accountId, hour, recipients, outside, atMost],
  });
  return row ?? null;
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
