/** People as the support looks for them. */
import type { AccountId, AccountState, Address, Population } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type FoundPerson = {
  readonly accountId: AccountId;
  readonly address: Address | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly population: Population;
  readonly function: string;
  readonly schools: readonly string[];
  readonly state: AccountState;
  readonly stateReason: string | null;
  readonly readOnly: boolean;
  readonly firstDay: string;
  readonly lastDay: string | null;
  readonly closesOn: string | null;
  readonly activatedAt: Date | null;
  readonly letterUntil: Date | null;
  readonly letterHandedAt: Date | null;
  readonly usedBytes: number;
  readonly allowedBytes: number;
};

const found = `select a.account_id as "accountId", m.address, p.given_name as "givenName", p.family_name as "familyName",
  p.population, p.function,
  array(select distinct uai from assignment s where s.person_id = p.person_id order by uai) as schools,
  a.state, a.state_reason as "stateReason", a.read_only as "readOnly",
  to_char(p.first_day, 'YYYY-MM-DD') as "firstDay", to_char(p.last_day, 'YYYY-MM-DD') as "lastDay",
  to_char(a.closes_on, 'YYYY-MM-DD') as "closesOn", a.activated_at as "activatedAt",
  a.provisional_until as "letterUntil",
  (select max(handed_at) from letter l where l.account_id = a.account_id) as "letterHandedAt",
  coalesce(u.used_bytes, 0) as "usedBytes", coalesce(u.allowed_bytes, 0) as "allowedBytes"
from account a
join person p on p.person_id = a.person_id
left join address m on m.account_id = a.account_id and m.main
left join mail_account u on u.account_id = a.account_id`;

/**
 * People whose address (main or alias, one they had included) contains these letters, or whose HR key is this word.
 * `uai` narrows to a school; `letters` hold no wildcard of SQL.
 */
export function findPeople(
  db: Queryable,
  wanted: { readonly letters: string; readonly hrKey: string; readonly uai: string | null; readonly atMost: number },
): Promise<FoundPerson[]> {
  return db.query<FoundPerson>({
    text: `${found} where (p.hr_key = $2 or $1 <> '' and exists (
                    select 1 from address n where n.account_id = a.account_id
                      and position($1 in split_part(n.address, '@', 1)) > 0))
             and ($3::text is null or exists (
                    select 1 from assignment s where s.person_id = p.person_id and s.uai = $3))
           order by m.address nulls last, a.account_id limit $4`,
    values: [wanted.letters, wanted.hrKey, wanted.uai, wanted.atMost],
  });
}

/** The person an account belongs to, as the support sees them; null for that of a post. */
export async function findPerson(db: Queryable, accountId: AccountId): Promise<FoundPerson | null> {
  const [row] = await db.query<FoundPerson>({ text: `${found} where a.account_id = $1`, values: [accountId] });
  return row ?? null;
}

/** Who an account belongs to, in a list: a post has its name for a family name. */
export type NamedAccount = {
  readonly accountId: AccountId;
  readonly givenName: string;
  readonly familyName: string;
  readonly address: Address | null;
};

export function listNames(db: Queryable, accountIds: readonly AccountId[]): Promise<NamedAccount[]> {
  return db.query<NamedAccount>({
    text: `select a.account_id as "accountId", coalesce(p.given_name, '') as "givenName",
             coalesce(p.family_name, t.name) as "familyName", m.address
           from account a left join person p using (person_id) left join post t using (post_id)
           left join address m on m.account_id = a.account_id and m.main
           where a.account_id = any($1::bigint[])`,
    values: [accountIds],
  });
}
