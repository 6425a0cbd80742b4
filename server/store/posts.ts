/** Posts and who holds them: every school's office, its account, its holders by day, and the rights they have there. */
import type { AccountId, PersonId } from '../model/account.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** Reads; reads and answers; answers, and says who else does. */
export const postParts = ['reader', 'answerer', 'manager'] as const;
export type PostPart = (typeof postParts)[number];

export type PostAccount = { readonly uai: string; readonly postId: number; readonly accountId: AccountId };

/** Makes the post of this kind in each school that has none; those that were made. */
export async function insertPosts(tx: Queryable, kind: string): Promise<{ uai: string; postId: number }[]> {
  return await tx.query({
    text: `insert into post (uai, kind, name) select uai, $1, name from school on conflict (uai, kind) do nothing
           returning uai, post_id as "postId"`,
    values: [kind],
  });
}

/** Opens the accounts of posts, active at once: nobody signs in to them. Their numbers by post. */
export async function insertPostAccounts(
  tx: Queryable,
  postIds: readonly number[],
  now: Date,
): Promise<Map<number, AccountId>> {
  const rows = await tx.query<{ postId: number; accountId: AccountId }>({
    text: `insert into account (post_id, state, credential_version, created_at, activated_at)
           select unnest($1::bigint[]), 'active', 1, $2, $2 returning post_id as "postId", account_id as "accountId"`,
    values: [postIds, now],
  });
  return new Map(rows.map(row => [row.postId, row.accountId]));
}

/** Makes one post by hand; null where there is one of that kind already, abolished or not. */
export async function insertPost(
  tx: Queryable,
  post: { readonly uai: string; readonly kind: string; readonly name: string },
): Promise<number | null> {
  const [row] = await tx.query<{ postId: number }>({
    text: `insert into post (uai, kind, name) values ($1, $2, $3) on conflict (uai, kind) do nothing
           returning post_id as "postId"`,
    values: [post.uai, post.kind, post.name],
  });
  return row?.postId ?? null;
}

/** A post that is not abolished, with its account. */
export async function findPost(
  db: Queryable,
  kind: string,
  uai: string,
): Promise<(PostAccount & { readonly address: string }) | null> {
  const [row] = await db.query<PostAccount & { address: string }>({
    text: `select p.uai, p.post_id as "postId", a.account_id as "accountId", m.address
           from post p join account a using (post_id) join address m on m.account_id = a.account_id and m.main
           where p.kind = $1 and p.uai = $2 and p.abolished_on is null`,
    values: [kind, uai],
  });
  return row ?? null;
}

/** The posts of a school, by kind. */
export function listPosts(
  db: Queryable,
  uai: string,
): Promise<{ kind: string; name: string; address: string; abolishedOn: string | null }[]> {
  return db.query({
    text: `select p.kind, p.name, m.address, to_char(p.abolished_on, 'YYYY-MM-DD') as "abolishedOn"
           from post p join account a using (post_id) join address m on m.account_id = a.account_id and m.main
           where p.uai = $1 order by p.kind`,
    values: [uai],
  });
}

/** Ends a post on a day: nobody holds it from then on, its account is closed and waits for the archives' word. */
export async function abolishPost(tx: Queryable, { postId, accountId }: PostAccount, day: string): Promise<void> {
  await tx.run({ text: 'update post set abolished_on = $2::date where post_id = $1', values: [postId, day] });
  await tx.run({
    text: `update post_holder set last_day = $2::date - 1
           where post_id = $1 and (last_day is null or last_day >= $2::date)`,
    values: [postId, day],
  });
  await tx.run({
    text: `update account set state = 'closed', closed_on = $2::date, credential_version = credential_version + 1
           where account_id = $1`,
    values: [accountId, day],
  });
}

/** Everything people are called on this day, as HR writes it. */
export async function listFunctions(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ name: string }>({ text: 'select distinct function as name from person' });
  return rows.map(row => row.name);
}

/**
 * Brings the holders that the rule gives up to date: those who serve in a school as its direction manage its post, those
 * of these functions and its secretaries answer. Rows that no longer hold end the day before.
 */
export async function settleRuledHolders(
  tx: Queryable,
  kind: string,
  rule: { readonly functions: readonly string[]; readonly secretaries: boolean; readonly day: string },
): Promise<{ begun: number; ended: number }> {
  const serving = `w.first_day <= $2::date and (w.last_day is null or w.last_day >= $2::date)`;
  const ruled = `select o.post_id, s.person_id, max(s.part) as part from post o join (
        select w.uai, w.person_id, 'manager' as part from assignment w join person p using (person_id)
        where p.population = 'direction' and ${serving}
      union all
        select w.uai, w.person_id, 'answerer' from assignment w join person p using (person_id)
        where p.function = any($3::text[]) and ${serving}
      union all
        select r.uai, r.person_id, 'answerer' from role r where r.role = 'secretary' and $4::boolean) s using (uai)
    where o.kind = $1 and o.abolished_on is null group by o.post_id, s.person_id`;
  const ended = await tx.run({
    text: `update post_holder h set last_day = $2::date - 1
           from post o where o.post_id = h.post_id and o.kind = $1 and h.by_rule
             and (h.last_day is null or h.last_day >= $2::date)
             and (h.post_id, h.person_id, h.part) not in (${ruled})`,
    values: [kind, rule.day, rule.functions, rule.secretaries],
  });
  const begun = await tx.run({
    text: `insert into post_holder (post_id, person_id, part, first_day, by_rule)
           select n.post_id, n.person_id, n.part, $2::date, true from (${ruled}) n
           where not exists (
             select from post_holder h where h.post_id = n.post_id and h.person_id = n.person_id and h.part = n.part
               and h.by_rule and (h.last_day is null or h.last_day >= $2::date))`,
    values: [kind, rule.day, rule.functions, rule.secretaries],
  });
  return { begun, ended };
}

export async function insertHolder(
  tx: Queryable,
  holder: {
    readonly postId: number;
    readonly personId: PersonId;
    readonly part: PostPart;
    readonly firstDay: string;
    readonly lastDay: string | null;
    readonly by: AccountId | null;
  },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>({
    text: `insert into post_holder (post_id, person_id, part, first_day, last_day, by_rule, given_by)
           values ($1, $2, $3, $4, $5, false, $6) returning holder_id as id`,
    values: [holder.postId, holder.personId, holder.part, holder.firstDay, holder.lastDay, holder.by],
  });
  return row!.id;
}

export type Holder = {
  readonly id: number;
  readonly uai: string;
  readonly kind: string;
  readonly accountId: AccountId | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly part: PostPart;
  readonly firstDay: string;
  readonly lastDay: string | null;
  readonly byRule: boolean;
};

/** Everybody who holds or held the post of a school, the newest first. */
export function listHolders(db: Queryable, kind: string, uai: string): Promise<Holder[]> {
  return db.query<Holder>({
    text: `${holders} o.kind = $1 and o.uai = $2 order by h.first_day desc, h.holder_id desc`,
    values: [kind, uai],
  });
}

/** Those who hold it on a day. */
export function holdersOn(rows: readonly Holder[], day: string): Holder[] {
  return rows.filter(({ firstDay, lastDay }) => firstDay <= day && (lastDay === null || lastDay >= day));
}

export async function findHolder(db: Queryable, id: number): Promise<Holder | null> {
  const [row] = await db.query<Holder>({ text: `${holders} h.holder_id = $1`, values: [id] });
  return row ?? null;
}

const holders = `select h.holder_id as id, o.uai, o.kind, a.account_id as "accountId", p.given_name as "givenName",
    p.family_name as "familyName", h.part, to_char(h.first_day, 'YYYY-MM-DD') as "firstDay",
    to_char(h.last_day, 'YYYY-MM-DD') as "lastDay", h.by_rule as "byRule"
  from post_holder h join post o using (post_id) join person p using (person_id)
  left join account a on a.person_id = p.person_id where`;

/** Ends a holding before a day; false where it had ended, or is the rule's. */
export async function endHolder(tx: Queryable, id: number, day: string): Promise<boolean> {
  const ended = await tx.run({
    text: `update post_holder set last_day = $2::date - 1
           where holder_id = $1 and not by_rule and (last_day is null or last_day >= $2::date)`,
    values: [id, day],
  });
  return ended > 0;
}

/** Who may use the account of each post on a day, and those who once held it: their part is null. */
export function listPostUsers(
  db: Queryable,
  day: string,
): Promise<{ post: AccountId; user: AccountId; parts: (PostPart | null)[] }[]> {
  return db.query({
    text: `select c.account_id as post, a.account_id as "user",
             array_agg(distinct case when h.first_day <= $1::date and (h.last_day is null or h.last_day >= $1::date)
               and a.state in ('active', 'leaving', 'provisional', 'suspended') then h.part end) as parts
           from post o join account c using (post_id) join post_holder h using (post_id)
           join account a on a.person_id = h.person_id
           group by c.account_id, a.account_id`,
    values: [day],
  });
}

export type Entry = {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  readonly grantee: AccountId;
  readonly rights: string;
};

/** All mailboxes of these accounts, and all entries of their access lists. */
export async function readAccess(
  db: Queryable,
  accountIds: readonly AccountId[],
): Promise<{ mailboxes: Pick<Entry, 'accountId' | 'mailboxId'>[]; entries: Entry[] }> {
  const [mailboxes, entries] = await Promise.all([
    db.query<Pick<Entry, 'accountId' | 'mailboxId'>>({
      text: `select account_id as "accountId", mailbox_id as "mailboxId" from mailbox where account_id = any($1::bigint[])`,
      values: [accountIds],
    }),
    db.query<Entry>({
      text: `select account_id as "accountId", mailbox_id as "mailboxId", grantee, rights from acl
             where account_id = any($1::bigint[])`,
      values: [accountIds],
    }),
  ]);
  return { mailboxes, entries };
}
