/** Mailboxes lent: until a day, or while their owner is away. What they let is in the access lists; here is when it ends. */
import type { AccountId } from '../model/account.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

export type Loan = {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  readonly grantee: AccountId;
  /** The last day, `YYYY-MM-DD`; null: while the owner is away. */
  readonly endsOn: string | null;
};

export async function putLoan(tx: Queryable, { accountId, mailboxId, grantee, endsOn }: Loan): Promise<void> {
  await tx.run({
    text: `insert into loan (account_id, mailbox_id, grantee, ends_on) values ($1, $2, $3, $4::date)
           on conflict (account_id, mailbox_id, grantee) do update set ends_on = excluded.ends_on`,
    values: [accountId, mailboxId, grantee, endsOn],
  });
}

/** What an account lends, with what each may do. */
export function listLoans(db: Queryable, accountId: AccountId): Promise<(Loan & { readonly rights: string })[]> {
  return db.query({
    text: `select l.account_id as "accountId", l.mailbox_id as "mailboxId", l.grantee,
             to_char(l.ends_on, 'YYYY-MM-DD') as "endsOn", coalesce(a.rights, '') as rights
           from loan l left join acl a using (account_id, mailbox_id, grantee)
           where l.account_id = $1 order by l.mailbox_id, l.grantee`,
    values: [accountId],
  });
}

/** Removes the loans that are over: past their day, or their owner back. @returns them */
export function takeEndedLoans(tx: Queryable, day: string, now: Date): Promise<Loan[]> {
  return tx.query<Loan>({
    text: `delete from loan l
           where l.ends_on < $1::date
              or l.ends_on is null and not exists (
                   select from absence a where a.account_id = l.account_id and a.enabled
                     and (a.ends_at is null or a.ends_at > $2))
           returning l.account_id as "accountId", l.mailbox_id as "mailboxId", l.grantee,
             to_char(l.ends_on, 'YYYY-MM-DD') as "endsOn"`,
    values: [day, now],
  });
}

export async function removeLoan(
  tx: Queryable,
  { accountId, mailboxId, grantee }: Omit<Loan, 'endsOn'>,
): Promise<void> {
  await tx.run({
    text: 'delete from loan where account_id = $1 and mailbox_id = $2 and grantee = $3',
    values: [accountId, mailboxId, grantee],
  });
}
