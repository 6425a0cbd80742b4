/** Lists that follow the directory: their rules, who may write, who is on them today. */
import type { AccountId, Population } from '../model/account.ts';
import type { DeliveryAddress } from './accounts.ts';
import type { Queryable } from './database.ts';

/**
 * Who may write, beside the administrators: `office`, those who hold the school's office (of the whole house: who manages
 * any); `members`, whoever is on it and the office; `staff`, everybody of the house.
 */
export const writers = ['administrators', 'office', 'members', 'staff'] as const;
export type Writers = (typeof writers)[number];

export type ListRule = {
  /** The local part, in lower case. */
  readonly name: string;
  readonly title: string;
  /** Null: all. */
  readonly populations: readonly Population[] | null;
  /** Beginnings of functions in plain letters; null: all. */
  readonly functions: readonly string[] | null;
  readonly schoolWriters: Writers;
  readonly houseWriters: Writers;
};

const columns = `name, title, populations, functions, school_writers as "schoolWriters", house_writers as "houseWriters"`;

export function listListRules(db: Queryable): Promise<ListRule[]> {
  return db.query<ListRule>({ text: `select ${columns} from mailing_list order by name` });
}

export async function findListRule(db: Queryable, name: string): Promise<ListRule | null> {
  const [row] = await db.query<ListRule>({
    text: `select ${columns} from mailing_list where name = $1`,
    values: [name],
  });
  return row ?? null;
}

export async function putListRule(tx: Queryable, rule: ListRule): Promise<void> {
  await tx.query({
    text: `insert into mailing_list (name, title, populations, functions, school_writers, house_writers)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (name) do update set title = $2, populations = $3, functions = $4, school_writers = $5, house_writers = $6`,
    values: [rule.name, rule.title, rule.populations, rule.functions, rule.schoolWriters, rule.houseWriters],
  });
}

export async function removeListRule(tx: Queryable, name: string): Promise<boolean> {
  return (await tx.run({ text: 'delete from mailing_list where name = $1', values: [name] })) > 0;
}

/** Whom a list reaches: null is no limit. `functions`: whole functions, as HR writes them. */
export type Membership = {
  /** Null: the whole house. */
  readonly uai: string | null;
  readonly populations: readonly Population[] | null;
  readonly functions: readonly string[] | null;
  readonly day: string;
};

const serves = `exists (select from assignment w where w.person_id = p.person_id
    and ($1::text is null or w.uai = $1) and w.first_day <= $2::date and (w.last_day is null or w.last_day >= $2::date))
  and ($3::text[] is null or p.population = any($3)) and ($4::text[] is null or p.function = any($4))`;

/** Those on a list whose account takes mail, by main address: one statement, whatever their number. */
export function listMembers(
  db: Queryable,
  of: Membership,
): Promise<(DeliveryAddress & { readonly address: string })[]> {
  return db.query({
    text: `select m.address, a.account_id as "accountId", a.state, u.used_bytes as "usedBytes",
             u.allowed_bytes as "allowedBytes", i.mailbox_id as "inboxId"
           from person p
           join account a on a.person_id = p.person_id and a.state in ('active', 'leaving', 'provisional', 'suspended')
           join address m on m.account_id = a.account_id and m.main
           join mail_account u on u.account_id = a.account_id
           join mailbox i on i.account_id = a.account_id and i.role = 'inbox'
           where ${serves} order by a.account_id`,
    values: [of.uai, of.day, of.populations, of.functions],
  });
}

/** What somebody is to a list. */
export type Standing = { readonly administrator: boolean; readonly office: boolean; readonly member: boolean };

export async function readStanding(db: Queryable, accountId: AccountId, of: Membership): Promise<Standing> {
  const [row] = await db.query<Standing>({
    text: `select
             exists (select from role r where r.person_id = p.person_id and r.role = 'administrator') as administrator,
             exists (select from post_holder h join post o using (post_id)
                     where h.person_id = p.person_id and h.part <> 'reader' and o.uai = coalesce($1, o.uai)
                       and ($1::text is not null or h.part = 'manager')
                       and h.first_day <= $2::date and (h.last_day is null or h.last_day >= $2::date)) as office,
             (${serves}) as member
           from account a join person p on p.person_id = a.person_id where a.account_id = $5`,
    values: [of.uai, of.day, of.populations, of.functions, accountId],
  });
  return row ?? { administrator: false, office: false, member: false };
}

/** The name of a school, or null where there is none. */
export async function findSchoolName(db: Queryable, uai: string): Promise<string | null> {
  const [row] = await db.query<{ name: string }>({ text: 'select name from school where uai = $1', values: [uai] });
  return row?.name ?? null;
}
