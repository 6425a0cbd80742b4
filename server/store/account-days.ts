/** What a day changes in the life of accounts, set-based: run for any day, as often as one likes. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Active accounts whose last day of service is now near, or past, become `leaving`. */
export async function markLeaving(tx: Queryable, lastDayAtMost: string): Promise<AccountId[]> {
  const rows = await tx.query<{ account_id: AccountId }>({
    text: `update account a set state = 'leaving' from person p
           where p.person_id = a.person_id and a.state = 'active' and p.last_day <= $1 returning a.account_id`,
    values: [lastDayAtMost],
  });
  return rows.map(row => row.account_id);
}

/** Accounts whose last day of working is before `today` close; their credential version rises: sessions end. */
export async function closeDue(tx: Queryable, today: string, at: Date): Promise<AccountId[]> {
  const rows = await tx.query<{ account_id: AccountId }>({
    text: `with closed as (
             update account set state = 'closed', credential_version = credential_version + 1
             where closes_on < $1 and state in ('expected', 'provisional', 'active', 'leaving', 'suspended')
             returning account_id)
           insert into account_event (account_id, at, kind, door, network, detail)
           select account_id, $2::timestamptz, 'closed', null, null, '{}' from closed returning account_id`,
    values: [today, at],
  });
  return rows.map(row => row.account_id);
}
