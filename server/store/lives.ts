/** What the days change in accounts: read and written for all of them at once. Days are `YYYY-MM-DD`. */
import type { AccountId, AccountState, PersonId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** An account that a day may move, with its owner's service. */
export type Life = {
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly state: AccountState;
  readonly readOnly: boolean;
  /** First day of the service that runs or comes next. */
  readonly firstDay: string;
  readonly lastDay: string | null;
};

const day = (column: string) => `to_char(${column}, 'YYYY-MM-DD')`;

/** Accounts whose state or freedom may not be that of this day; their rows stay locked. `noticeDays` before the last one. */
export function lockLivesToMove(tx: Queryable, today: string, noticeDays: number): Promise<Life[]> {
  return tx.query<Life>({
    text: `select a.account_id as "accountId", a.person_id as "personId", a.state, a.read_only as "readOnly",
             ${day('p.last_day')} as "lastDay",
             ${day(`coalesce((select min(s.first_day) from assignment s
                     where s.person_id = p.person_id and (s.last_day is null or s.last_day >= $1::date)), p.first_day)`)} as "firstDay"
           from account a join person p on p.person_id = a.person_id
           where a.state not in ('closed', 'purged')
             and (a.state in ('expected', 'leaving') or a.read_only or p.last_day <= $1::date + $2::int)
           order by a.account_id
           for update of a`,
    values: [today, noticeDays],
  });
}

/** Writes the day's states. Closing and losing the right to send end open sessions. */
export async function moveLives(
  tx: Queryable,
  moves: readonly { readonly accountId: AccountId; readonly state: AccountState; readonly readOnly: boolean }[],
  today: string,
): Promise<void> {
  await tx.query({
    text: `update account a
           set state = n.state, read_only = n."readOnly",
             closed_on = case when n.state = 'closed' then $2::date else a.closed_on end,
             provisional_hash = case when n.state = 'closed' then null else a.provisional_hash end,
             credential_version = a.credential_version
               + case when n.state = 'closed' or (n."readOnly" and not a.read_only) then 1 else 0 end
           from json_to_recordset($1::json) n("accountId" bigint, state text, "readOnly" boolean)
           where a.account_id = n."accountId"`,
    values: [JSON.stringify(moves), today],
  });
}

/** Somebody in service again, or soon, whose account is closed for good. */
export type Returner = {
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly lastDay: string | null;
};

/** Those whose service goes on past their account's closing. `graceDays` after the last day. */
export function lockReturners(tx: Queryable, today: string, graceDays: number): Promise<Returner[]> {
  return tx.query<Returner>({
    text: `select a.account_id as "accountId", p.person_id as "personId", p.given_name as "givenName",
             p.family_name as "familyName", ${day('p.last_day')} as "lastDay"
           from account a join person p on p.person_id = a.person_id
           where a.state in ('closed', 'purged') and (p.last_day is null or p.last_day + $2::int >= $1::date)
           order by a.account_id
           for update of a`,
    values: [today, graceDays],
  });
}

/** Parts closed accounts from their owners, who are about to get new ones. */
export async function partFromOwners(tx: Queryable, accountIds: readonly AccountId[]): Promise<void> {
  await tx.query({
    text: `update account set former_person_id = person_id, person_id = null where account_id = any($1::bigint[])`,
    values: [accountIds],
  });
}

/** Hands the addresses of former accounts to the accounts that follow them, in use again. */
export async function bequeathAddresses(
  tx: Queryable,
  heirs: readonly { readonly from: AccountId; readonly to: AccountId }[],
): Promise<void> {
  await tx.query({
    text: `update address a set account_id = n."to", released_on = null, main = false
           from json_to_recordset($1::json) n("from" bigint, "to" bigint) where a.account_id = n."from"`,
    values: [JSON.stringify(heirs)],
  });
}

/** Releases the addresses of accounts closed so long ago that senders are no longer told of it. */
export async function releaseAddresses(tx: Queryable, closedBefore: string, today: string): Promise<number> {
  return await tx.run({
    text: `update address set released_on = $2::date
           where released_on is null
             and account_id in (select account_id from account
                                where state in ('closed', 'purged') and coalesce(closed_on, closes_on) < $1::date)`,
    values: [closedBefore, today],
  });
}

/** Somebody to be told how many days are left. */
export type Leaver = {
  readonly accountId: AccountId;
  readonly lastDay: string;
  readonly closesOn: string;
  /** The fewest days left that they were told of for this closing; null where they were told nothing. */
  readonly told: number | null;
};

/** Open accounts whose last day is known and near. */
export function listLeavers(db: Queryable): Promise<Leaver[]> {
  return db.query<Leaver>({
    text: `select a.account_id as "accountId", ${day('p.last_day')} as "lastDay", ${day('a.closes_on')} as "closesOn",
             (select min(case when r.days = 0 then 32767 else r.days end) from reminder r
              where r.account_id = a.account_id and r.closes_on = a.closes_on) as told
           from account a join person p on p.person_id = a.person_id
           where a.state = 'leaving' and a.closes_on is not null and p.last_day is not null
           order by a.account_id`,
  });
}

/** Records that a reminder is being told; false where another was first. */
export async function insertReminder(
  tx: Queryable,
  reminder: { readonly accountId: AccountId; readonly closesOn: string; readonly days: number; readonly at: Date },
): Promise<boolean> {
  const told = await tx.run({
    text: `insert into reminder (account_id, closes_on, days, told_at) values ($1, $2, $3, $4) on conflict do nothing`,
    values: [reminder.accountId, reminder.closesOn, reminder.days, reminder.at],
  });
  return told > 0;
}

/** Those who were told of a closing that will not be, now that they stay; their reminders are forgotten. */
export async function takeReprieved(tx: Queryable): Promise<AccountId[]> {
  const rows = await tx.query<{ accountId: AccountId }>({
    text: `delete from reminder r using account a
           where a.account_id = r.account_id and a.state = 'active' and a.closes_on is distinct from r.closes_on
           returning r.account_id as "accountId"`,
  });
  return [...new Set(rows.map(row => row.accountId))];
}

/** Takes the work of a day for this node for a time; false where it is done, or another node is at it. */
export async function claimDay(
  db: Queryable,
  work: { readonly name: string; readonly day: string; readonly now: Date; readonly until: Date },
): Promise<boolean> {
  const rows = await db.query({
    text: `insert into daily_work as w (name, done_for, claimed_until) values ($1, '0001-01-01', $4)
           on conflict (name) do update set claimed_until = $4 where w.done_for < $2::date and w.claimed_until < $3
           returning 1`,
    values: [work.name, work.day, work.now, work.until],
  });
  return rows.length > 0;
}

/** The work of a day is done. */
export async function finishDay(db: Queryable, name: string, day: string, now: Date): Promise<void> {
  await db.run({
    text: 'update daily_work set done_for = $2, claimed_until = $3 where name = $1',
    values: [name, day, now],
  });
}

/** Does the account serve reading and exporting only? */
export async function isReadOnly(db: Queryable, accountId: AccountId): Promise<boolean> {
  const [row] = await db.query<{ readOnly: boolean }>({
    text: 'select read_only as "readOnly" from account where account_id = $1',
    values: [accountId],
  });
  return row?.readOnly ?? false;
}
