/** Accounts whose sendings are held, and what decides it. */
import type { AccountId, Population } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type SendingHold = { readonly since: Date; readonly why: string; readonly clearedAt: Date | null };

/** What an account is measured by: its owner's population, null for a post; its hold, past ones included. */
export async function readSender(
  db: Queryable,
  accountId: AccountId,
): Promise<{ population: Population | null; hold: SendingHold | null }> {
  const [row] = await db.query<{
    population: Population | null;
    since: Date | null;
    why: string;
    clearedAt: Date | null;
  }>({
    text: `select p.population, h.since, h.why, h.cleared_at as "clearedAt"
           from account a left join person p on p.person_id = a.person_id
           left join sending_hold h on h.account_id = a.account_id
           where a.account_id = $1`,
    values: [accountId],
  });
  if (row === undefined) return { population: null, hold: null };
  const { population, since, why, clearedAt } = row;
  return { population, hold: since === null ? null : { since, why, clearedAt } };
}

/** Begins a hold; says whether there was none. */
export async function insertHold(tx: Queryable, accountId: AccountId, since: Date, why: string): Promise<boolean> {
  const rows = await tx.query({
    text: `insert into sending_hold (account_id, since, why) values ($1, $2, $3)
           on conflict (account_id) do update set since = excluded.since, why = excluded.why, cleared_at = null
           where sending_hold.cleared_at is not null
           returning account_id`,
    values: [accountId, since, why],
  });
  return rows.length > 0;
}

/** Ends a hold; says whether there was one. */
export async function clearHold(tx: Queryable, accountId: AccountId, at: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `update sending_hold set cleared_at = $2 where account_id = $1 and cleared_at is null returning account_id`,
    values: [accountId, at],
  });
  return rows.length > 0;
}

/** Networks an account has signed in from since an instant. */
export async function countPlaces(db: Queryable, accountId: AccountId, since: Date): Promise<number> {
  const [row] = await db.query<{ places: number }>({
    text: `select count(distinct network)::int as places from account_event
           where account_id = $1 and kind = 'signed-in' and at > $2`,
    values: [accountId, since],
  });
  return row!.places;
}

/** Accounts that are held now, the longest first. */
export function listHolds(
  db: Queryable,
): Promise<{ accountId: AccountId; address: string | null; since: Date; why: string }[]> {
  return db.query({
    text: `select h.account_id as "accountId",
             (select d.address from address d where d.account_id = h.account_id and d.main) as address, h.since, h.why
           from sending_hold h where h.cleared_at is null order by h.since`,
  });
}
