/** Roles: who was given which, for which days; `role` holds those in force, settled from the grants. */
import type { AccountId, PersonId, RoleName } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type RoleGrant = {
  readonly id: number;
  readonly accountId: AccountId;
  readonly givenName: string;
  readonly familyName: string;
  readonly role: RoleName;
  /** '' for a role over the whole house. */
  readonly uai: string;
  /** `YYYY-MM-DD`. */
  readonly firstDay: string;
  readonly lastDay: string | null;
};

export type NewGrant = {
  readonly personId: PersonId;
  readonly role: RoleName;
  readonly uai: string;
  readonly firstDay: string;
  readonly lastDay: string | null;
  /** Null: the machine's own command line. */
  readonly by: AccountId | null;
  readonly at: Date;
};

/** Records a grant, unless one that is still open says the same. False where it does. */
export async function insertGrant(tx: Queryable, grant: NewGrant): Promise<boolean> {
  const { personId, role, uai, firstDay, lastDay, by, at } = grant;
  const rows = await tx.query({
    text: `insert into role_grant (person_id, role, uai, first_day, last_day, granted_by, granted_at)
           select $1::bigint, $2::text, $3::text, $4::date, $5::date, $6::bigint, $7::timestamptz
           where not exists (
             select from role_grant where person_id = $1 and role = $2 and uai = $3 and ended_at is null
               and first_day <= $4::date and last_day is not distinct from $5::date)
           returning 1`,
    values: [personId, role, uai, firstDay, lastDay, by, at],
  });
  return rows.length > 0;
}

/** Ends a grant; what it was, or null where it has ended already. */
export async function endGrant(
  tx: Queryable,
  id: number,
  ended: { readonly by: AccountId | null; readonly at: Date },
): Promise<{ readonly personId: PersonId; readonly role: RoleName; readonly uai: string } | null> {
  const [row] = await tx.query<{ personId: PersonId; role: RoleName; uai: string }>({
    text: `update role_grant set ended_at = $2, ended_by = $3 where grant_id = $1 and ended_at is null
           returning person_id as "personId", role, uai`,
    values: [id, ended.at, ended.by],
  });
  return row ?? null;
}

/** A grant that has not been ended. */
export async function findGrant(db: Queryable, id: number): Promise<RoleGrant | null> {
  const [row] = await db.query<RoleGrant>({ text: `${openGrants} and g.grant_id = $1`, values: [id] });
  return row ?? null;
}

/** Grants that have not been ended, of somebody or of everybody. */
export function listGrants(db: Queryable, accountId: AccountId | null): Promise<RoleGrant[]> {
  return db.query<RoleGrant>({
    text: `${openGrants} and ($1::bigint is null or a.account_id = $1) order by g.role, g.uai, g.grant_id`,
    values: [accountId],
  });
}

const openGrants = `select g.grant_id as id, a.account_id as "accountId", p.given_name as "givenName",
    p.family_name as "familyName", g.role, g.uai, to_char(g.first_day, 'YYYY-MM-DD') as "firstDay",
    to_char(g.last_day, 'YYYY-MM-DD') as "lastDay"
  from role_grant g join person p using (person_id) join account a on a.person_id = p.person_id
  where g.ended_at is null`;

/**
 * Puts into force the roles of a day and ends the others: a grant lasts from its first to its last day, and never past its
 * holder's service. Once the account has closed it is ended for good: whoever comes back years later holds nothing.
 * @returns how many began and ended
 */
export async function settleRoles(tx: Queryable, day: string): Promise<{ begun: number; ended: number }> {
  const inForce = `select g.person_id, g.role, g.uai from role_grant g join person p using (person_id)
    where g.ended_at is null and g.first_day <= $1::date and (g.last_day is null or g.last_day >= $1::date)
      and (p.last_day is null or p.last_day >= $1::date)`;
  await tx.run({
    text: `update role_grant g set ended_at = $1::date from account a
           where a.person_id = g.person_id and a.state in ('closed', 'purged') and g.ended_at is null`,
    values: [day],
  });
  const ended = await tx.run({
    text: `delete from role where (person_id, role, uai) not in (${inForce})`,
    values: [day],
  });
  const begun = await tx.run({
    text: `insert into role (person_id, role, uai) ${inForce} on conflict do nothing`,
    values: [day],
  });
  return { begun, ended };
}

/** The person an account belongs to; null for that of a post. */
export async function findPersonOf(db: Queryable, accountId: AccountId): Promise<PersonId | null> {
  const [row] = await db.query<{ personId: PersonId | null }>({
    text: 'select person_id as "personId" from account where account_id = $1',
    values: [accountId],
  });
  return row?.personId ?? null;
}

/** The schools an account's owner works in on a day or later, or the school of its post. */
export async function listSchoolsOf(db: Queryable, accountId: AccountId, day: string): Promise<string[]> {
  const rows = await db.query<{ uai: string }>({
    text: `select w.uai from account a join assignment w on w.person_id = a.person_id
           where a.account_id = $1 and (w.last_day is null or w.last_day >= $2::date)
           union select p.uai from account a join post p using (post_id) where a.account_id = $1`,
    values: [accountId, day],
  });
  return rows.map(row => row.uai);
}
