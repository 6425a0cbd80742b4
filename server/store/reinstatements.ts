/** A closed account given back to its owner. */
import type { AccountId, AccountState, PersonId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type ClosedAccount = {
  readonly personId: PersonId;
  readonly lastDay: string | null;
  readonly activated: boolean;
  /** The account the person got since, if any. */
  readonly successor: AccountId | null;
  readonly successorUsed: boolean;
};

/** A closed account and what its owner has now; rows stay locked. */
export async function lockClosed(tx: Queryable, accountId: AccountId): Promise<ClosedAccount | null> {
  const [row] = await tx.query<ClosedAccount>({
    text: `select p.person_id as "personId", to_char(p.last_day, 'YYYY-MM-DD') as "lastDay",
             a.activated_at is not null as activated,
             n.account_id as successor, coalesce(n.activated_at is not null, false) as "successorUsed"
           from account a
           join person p on p.person_id = coalesce(a.person_id, a.former_person_id)
           left join account n on n.person_id = a.former_person_id
           where a.account_id = $1 and a.state = 'closed'
           for update of a`,
    values: [accountId],
  });
  return row ?? null;
}

/** Closes an account nobody used and parts it from its owner. */
export async function retireSuccessor(tx: Queryable, accountId: AccountId, today: string): Promise<void> {
  await tx.run({
    text: `update account set former_person_id = person_id, person_id = null, state = 'closed', closed_on = $2::date,
             provisional_hash = null, credential_version = credential_version + 1
           where account_id = $1`,
    values: [accountId, today],
  });
}

export async function reinstateClosed(
  tx: Queryable,
  account: {
    readonly accountId: AccountId;
    readonly personId: PersonId;
    readonly state: AccountState;
    readonly closesOn: string | null;
  },
): Promise<void> {
  await tx.run({
    text: `update account set person_id = $2, former_person_id = null, state = $3, closes_on = $4::date, closed_on = null,
             credential_version = credential_version + 1
           where account_id = $1`,
    values: [account.accountId, account.personId, account.state, account.closesOn],
  });
  await tx.run({
    text: `update address set released_on = null where account_id = $1 and released_on is not null`,
    values: [account.accountId],
  });
  await tx.run({
    text: `update address set main = true where address = (
             select address from address where account_id = $1 order by given_on desc, address limit 1)
             and not exists (select 1 from address where account_id = $1 and main)`,
    values: [account.accountId],
  });
}

/** Writes the day an account was closed by hand. */
export async function markClosed(tx: Queryable, accountId: AccountId, today: string): Promise<void> {
  await tx.run({
    text: 'update account set closed_on = $2::date, provisional_hash = null where account_id = $1',
    values: [accountId, today],
  });
}
