/** How full accounts are and were, and what they may use by population or on their own. */
import type { AccountId, Population } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** In percent; 0: nothing to say. */
export type QuotaLevel = 0 | 75 | 90 | 95 | 100;

const levelOf = (used: string) => `case
    when ${used} >= a.allowed_bytes then 100 when ${used} * 100 >= a.allowed_bytes * 95 then 95
    when ${used} * 100 >= a.allowed_bytes * 90 then 90 when ${used} * 100 >= a.allowed_bytes * 75 then 75 else 0 end`;

/** Falls only where five in a hundred more would fall too: nobody is told twice of one full mailbox. */
const level = `greatest(${levelOf('a.used_bytes')},
  least(coalesce(q.level, 0), ${levelOf('(a.used_bytes + a.allowed_bytes / 20)')}))::smallint`;

export type Crossed = {
  readonly accountId: AccountId;
  readonly before: QuotaLevel;
  readonly now: QuotaLevel;
  readonly usedBytes: number;
  readonly allowedBytes: number;
};

/** Accounts that are at another level than when their owners were last told. */
export function listCrossed(db: Queryable, most: number): Promise<Crossed[]> {
  return db.query<Crossed>({
    text: `select a.account_id as "accountId", coalesce(q.level, 0)::smallint as before, ${level} as now,
             a.used_bytes as "usedBytes", a.allowed_bytes as "allowedBytes"
           from mail_account a left join quota_watch q on q.account_id = a.account_id
           where ${level} <> coalesce(q.level, 0)
             and exists (select from account o where o.account_id = a.account_id and o.state not in ('closed', 'purged'))
           order by a.account_id limit $1`,
    values: [most],
  });
}

/** Notes a level; false where another process has done it meanwhile. */
export async function moveLevel(tx: Queryable, { accountId, before, now }: Crossed, at: Date): Promise<boolean> {
  const moved = await tx.run({
    text: `insert into quota_watch as q (account_id, level, full_since)
           values ($1, $3::smallint, case when $3::smallint = 100 then $4::timestamptz end)
           on conflict (account_id) do update set level = excluded.level, full_since = excluded.full_since
             where q.level = $2::smallint`,
    values: [accountId, before, now, at],
  });
  return moved > 0;
}

/** Accounts whose used octets are not the sum of their messages: of one part in `parts`, so that all are seen in as many days. */
export async function listMiscounted(db: Queryable, part: number, parts: number): Promise<AccountId[]> {
  const rows = await db.query<{ id: AccountId }>({
    text: `select a.account_id as id from mail_account a
           where a.account_id % $2 = $1 and a.used_bytes <> ${placedBytes('a.account_id')} order by 1`,
    values: [part, parts],
  });
  return rows.map(({ id }) => id);
}

const placedBytes = (account: string) => `(select coalesce(sum(e.bytes), 0)::bigint from email e
  where e.account_id = ${account}
    and exists (select from placement p where p.account_id = ${account} and p.email_id = e.email_id))`;

/** Counts anew, under the account's lock, which must be held. @returns by how much it was wrong */
export async function recountUsed(tx: Queryable, accountId: AccountId): Promise<number> {
  const [row] = await tx.query<{ was: number; is: number }>({
    text: `with counted as (
             select used_bytes as was, ${placedBytes('$1')} as "is" from mail_account where account_id = $1
           ), mended as (
             update mail_account a set used_bytes = c."is" from counted c where a.account_id = $1 and c.was <> c."is"
           )
           select was, "is" from counted`,
    values: [accountId],
  });
  return row === undefined ? 0 : row.is - row.was;
}

export async function putPopulationQuota(tx: Queryable, population: Population, bytes: number | null): Promise<void> {
  await tx.run(
    bytes === null
      ? { text: 'delete from population_quota where population = $1', values: [population] }
      : {
          text: `insert into population_quota (population, allowed_bytes) values ($1, $2)
                 on conflict (population) do update set allowed_bytes = excluded.allowed_bytes`,
          values: [population, bytes],
        },
  );
}

export type QuotaGrant = {
  readonly accountId: AccountId;
  readonly bytes: number;
  /** The last day it holds; null: for good. */
  readonly until: string | null;
  readonly by: AccountId | 0;
};

export async function putGrant(tx: Queryable, { accountId, bytes, until, by }: QuotaGrant, at: Date): Promise<void> {
  await tx.run({
    text: `insert into quota_grant (account_id, allowed_bytes, until, granted_by, granted_at)
           values ($1, $2, $3::date, $4, $5)
           on conflict (account_id) do update set allowed_bytes = excluded.allowed_bytes, until = excluded.until,
             granted_by = excluded.granted_by, granted_at = excluded.granted_at`,
    values: [accountId, bytes, until, by, at],
  });
}

/**
 * Ends grants whose last day is over, and gives each account what its grant says, else its population, else, where it lost
 * one of these, `usual`. What an administrator set by IMAP stays where neither speaks. @returns accounts that changed
 */
export async function applyQuotas(tx: Queryable, today: string, usual: number): Promise<AccountId[]> {
  const rows = await tx.query<{ id: AccountId }>({
    text: `with ended as (
             delete from quota_grant where until < $1::date returning account_id
           ), wanted as (
             select a.account_id, coalesce(g.allowed_bytes, p.allowed_bytes, case when e.account_id is not null then $2::bigint end) as bytes
             from mail_account a
             join account o on o.account_id = a.account_id
             left join person h on h.person_id = o.person_id
             left join ended e on e.account_id = a.account_id
             left join quota_grant g on g.account_id = a.account_id and e.account_id is null
             left join population_quota p on p.population = h.population
           )
           update mail_account m set allowed_bytes = w.bytes, modseq = m.modseq + 1
           from wanted w where m.account_id = w.account_id and w.bytes <> m.allowed_bytes
           returning m.account_id as id`,
    values: [today, usual],
  });
  return rows.map(({ id }) => id);
}

/** Remembers what every account uses, once a day; what is older than a forecast looks back is let go. */
export async function keepUsed(tx: Queryable, day: string, keepFrom: string): Promise<void> {
  await tx.run({ text: 'delete from room_used where day < $1::date', values: [keepFrom] });
  await tx.run({
    text: `insert into room_used (account_id, day, bytes) select account_id, $1::date, used_bytes from mail_account
           on conflict (account_id, day) do nothing`,
    values: [day],
  });
}

/** `day` as `YYYY-MM-DD`, the oldest first. */
export function listUsed(db: Queryable, accountId: AccountId): Promise<{ day: string; bytes: number }[]> {
  return db.query({
    text: `select to_char(day, 'YYYY-MM-DD') as day, bytes from room_used where account_id = $1 order by day`,
    values: [accountId],
  });
}
