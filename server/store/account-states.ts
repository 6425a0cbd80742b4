/** The life of accounts as rows: opened, given a provisional password, activated, suspended, closed. */
import type { AccountId, AccountState, PersonId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Opens the accounts of persons; their numbers by person. `closesOn` is the last day they work, `YYYY-MM-DD`. */
export async function insertAccounts(
  tx: Queryable,
  accounts: readonly { readonly personId: PersonId; readonly state: AccountState; readonly closesOn: string | null }[],
  now: Date,
): Promise<Map<PersonId, AccountId>> {
  const rows = await tx.query<{ personId: PersonId; accountId: AccountId }>({
    text: `insert into account (person_id, state, credential_version, created_at, closes_on)
           select n."personId", n.state, 1, $2, n."closesOn"
           from json_to_recordset($1::json) n("personId" bigint, state text, "closesOn" date)
           returning person_id as "personId", account_id as "accountId"`,
    values: [JSON.stringify(accounts), now],
  });
  return new Map(rows.map(row => [row.personId, row.accountId]));
}

/** Keeps the hash of a fresh provisional password, for an account nobody has activated. False where it is too late. */
export async function setProvisional(
  db: Queryable,
  accountId: AccountId,
  provisional: { readonly hash: string; readonly until: Date },
): Promise<boolean> {
  const rows = await db.query({
    text: `update account
           set provisional_hash = $2, provisional_until = $3, state = 'provisional', credential_version = credential_version + 1
           where account_id = $1 and state in ('expected', 'provisional') returning 1`,
    values: [accountId, provisional.hash, provisional.until],
  });
  return rows.length > 0;
}

/**
 * Consumes the provisional password whose hash was verified and opens the account. False where another activation was
 * first: the hash is the token, and it is used once.
 */
export async function consumeProvisional(
  tx: Queryable,
  accountId: AccountId,
  activation: {
    readonly provisionalHash: string;
    readonly passwordHash: string;
    readonly passwordLong: boolean;
    readonly state: AccountState;
    readonly now: Date;
  },
): Promise<boolean> {
  const rows = await tx.query({
    text: `update account
           set provisional_hash = null, provisional_until = null, password_hash = $3, state = $4, activated_at = $5,
             charter_accepted_at = $5, password_set_at = $5, password_long = $6, credential_version = credential_version + 1
           where account_id = $1 and state = 'provisional' and provisional_hash = $2 returning 1`,
    values: [
      accountId,
      activation.provisionalHash,
      activation.passwordHash,
      activation.state,
      activation.now,
      activation.passwordLong,
    ],
  });
  return rows.length > 0;
}

/** Moves an account between states; false where it was not in one of `from`. `reason` is told to the person. */
export async function moveState(
  tx: Queryable,
  accountId: AccountId,
  move: { readonly from: readonly AccountState[]; readonly to: AccountState; readonly reason: string | null },
): Promise<boolean> {
  const rows = await tx.query({
    text: `update account set state = $3, state_reason = $4, credential_version = credential_version + 1
           where account_id = $1 and state = any($2::text[]) returning 1`,
    values: [accountId, move.from, move.to, move.reason],
  });
  return rows.length > 0;
}

/** Writes the departures that a feed brought: the last day accounts work, and their state where the day moves it. */
export async function setDepartures(
  tx: Queryable,
  departures: readonly {
    readonly accountId: AccountId;
    readonly state: AccountState;
    readonly closesOn: string | null;
  }[],
): Promise<void> {
  await tx.query({
    text: `update account a set state = n.state, closes_on = n."closesOn"
           from json_to_recordset($1::json) n("accountId" bigint, state text, "closesOn" date)
           where a.account_id = n."accountId"`,
    values: [JSON.stringify(departures)],
  });
}

/** The dates of an account's life; days are `YYYY-MM-DD`. */
export type Life = {
  readonly state: AccountState;
  readonly activatedAt: Date | null;
  readonly passwordSetAt: Date | null;
  /** It has the characters that administrators must have. */
  readonly passwordLong: boolean;
  /** An analyst asks for another one. */
  readonly passwordDue: boolean;
  /** Null for the account of a post. */
  readonly lastDay: string | null;
  readonly closesOn: string | null;
};

export async function readLife(db: Queryable, accountId: AccountId): Promise<Life | null> {
  const [row] = await db.query<Life>({
    text: `select a.state, a.activated_at as "activatedAt", a.password_set_at as "passwordSetAt",
             a.password_long as "passwordLong", a.password_due as "passwordDue", p.last_day as "lastDay",
             a.closes_on as "closesOn"
           from account a left join person p on p.person_id = a.person_id where a.account_id = $1`,
    values: [accountId],
  });
  return row ?? null;
}

/**
 * Sets a new password over the one that was checked; the old one joins the former ones. False where another change came
 * first. The credential version rises: sessions and remembered passwords end.
 */
export async function replacePassword(
  tx: Queryable,
  accountId: AccountId,
  change: { readonly oldHash: string; readonly newHash: string; readonly long: boolean; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query({
    text: `with old as (
             select account_id, password_hash, coalesce(password_set_at, created_at) as set_at from account
             where account_id = $1 and password_hash = $2 for update),
           kept as (
             insert into former_password (account_id, set_at, hash) select account_id, set_at, password_hash from old
             on conflict do nothing)
           update account a set password_hash = $3, password_set_at = $4, password_long = $5, password_due = false, credential_version = credential_version + 1
           from old where a.account_id = old.account_id returning 1`,
    values: [accountId, change.oldHash, change.newHash, change.now, change.long],
  });
  return rows.length > 0;
}

/** The passwords in use before, the last first. */
export async function listFormerPasswords(db: Queryable, accountId: AccountId, atMost: number): Promise<string[]> {
  const rows = await db.query<{ hash: string }>({
    text: 'select hash from former_password where account_id = $1 order by set_at desc limit $2',
    values: [accountId, atMost],
  });
  return rows.map(row => row.hash);
}

/** Asks a new password of these accounts before anything else; their sessions end. @returns those that had one to change */
export async function askNewPasswords(tx: Queryable, accountIds: readonly AccountId[]): Promise<AccountId[]> {
  const rows = await tx.query<{ account_id: AccountId }>({
    text: `update account set password_due = true, credential_version = credential_version + 1
           where account_id = any($1::bigint[]) and password_hash is not null and not password_due
           returning account_id`,
    values: [accountIds],
  });
  return rows.map(row => row.account_id);
}
