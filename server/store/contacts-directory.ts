/** The staff directory as the whole house may search it: names, function, school, address; nothing else of anybody. */
import type { AccountId, AccountState } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type StaffEntry = {
  readonly accountId: AccountId;
  readonly address: string;
  readonly givenName: string;
  /** The name of a post stands here, and it has no given name. */
  readonly familyName: string;
  readonly function: string;
  readonly school: string;
  readonly town: string;
  readonly isPost: boolean;
};

const entry = `a.account_id as "accountId", d.address, coalesce(p.given_name, '') as "givenName",
  coalesce(p.family_name, o.name) as "familyName", coalesce(p.function, '') as "function",
  coalesce(s.name, '') as school, coalesce(s.town, '') as town, a.post_id is not null as "isPost"`;
const source = `account a
  join address d on d.account_id = a.account_id and d.main
  left join person p on p.person_id = a.person_id
  left join post o on o.post_id = a.post_id
  left join lateral (
    select s.name, s.town from assignment m join school s on s.uai = m.uai
    where m.person_id = a.person_id order by m.main desc, m.first_day desc limit 1
  ) assigned on true
  left join school s0 on s0.uai = o.uai
  cross join lateral (select coalesce(assigned.name, s0.name) as name, coalesce(assigned.town, s0.town) as town) s`;

/** Everybody whose mailbox takes mail and is in service: read once in a while, searched in memory. */
export function listStaff(db: Queryable): Promise<StaffEntry[]> {
  return db.query<StaffEntry>({
    text: `select ${entry} from ${source} where a.state in ('active', 'leaving') order by a.account_id`,
  });
}

/** Those of these accounts that are still there, as they are now. */
export function readStaff(
  db: Queryable,
  accountIds: readonly number[],
): Promise<(StaffEntry & { state: AccountState })[]> {
  return db.query({
    text: `select ${entry}, a.state from ${source}
           where a.account_id = any($1::bigint[]) and a.state in ('active', 'leaving')`,
    values: [accountIds],
  });
}
