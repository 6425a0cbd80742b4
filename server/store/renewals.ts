/** Passwords that grow old, and who was told of it. */
import type { AccountId, Population } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type OldPassword = {
  readonly accountId: AccountId;
  readonly setAt: Date;
  readonly population: Population | null;
  readonly administers: boolean;
  /** The last day the account works, `YYYY-MM-DD`; null where no departure is known. */
  readonly closesOn: string | null;
  /** The fewest days left that they were told of for this password; null: none yet. */
  readonly told: number | null;
};

/** Open accounts whose password was set before an instant. */
export function listOldPasswords(db: Queryable, setBefore: Date): Promise<OldPassword[]> {
  return db.query<OldPassword>({
    text: `select a.account_id as "accountId", a.password_set_at as "setAt", p.population,
             exists (select from role r where r.person_id = a.person_id and r.role = 'administrator') as administers,
             a.closes_on as "closesOn",
             (select min(t.days) from renewal_reminder t
              where t.account_id = a.account_id and t.password_set_at = a.password_set_at) as told
           from account a left join person p on p.person_id = a.person_id
           where a.state in ('active', 'leaving') and a.password_set_at < $1 order by a.account_id`,
    values: [setBefore],
  });
}

/** Records that somebody is being told; false where another was first. */
export async function insertRenewalReminder(
  tx: Queryable,
  reminder: { readonly accountId: AccountId; readonly setAt: Date; readonly days: number; readonly at: Date },
): Promise<boolean> {
  const rows = await tx.query({
    text: `insert into renewal_reminder (account_id, password_set_at, days, told_at) values ($1, $2, $3, $4)
           on conflict do nothing returning 1`,
    values: [reminder.accountId, reminder.setAt, reminder.days, reminder.at],
  });
  return rows.length > 0;
}
