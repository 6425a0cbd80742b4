/** Passwords of devices, found by their keyed hash. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type AppPassword = {
  readonly id: number;
  readonly name: string;
  readonly scopes: string[];
  readonly createdAt: Date;
  readonly usedAt: Date | null;
  readonly network: string | null;
};

export function listAppPasswords(db: Queryable, accountId: AccountId): Promise<AppPassword[]> {
  return db.query<AppPassword>({
    text: `select app_password_id as id, name, scopes, created_at as "createdAt", used_at as "usedAt", network
           from app_password where account_id = $1 order by app_password_id`,
    values: [accountId],
  });
}

export async function insertAppPassword(
  db: Queryable,
  accountId: AccountId,
  made: { readonly hash: Buffer; readonly name: string; readonly scopes: readonly string[]; readonly at: Date },
): Promise<void> {
  await db.query({
    text: 'insert into app_password (account_id, hash, name, scopes, created_at) values ($1, $2, $3, $4, $5)',
    values: [accountId, made.hash, made.name, made.scopes, made.at],
  });
}

/** Removes one; the account's credential version rises so that what is remembered of it ends. False where it is not theirs. */
export async function removeAppPassword(tx: Queryable, accountId: AccountId, id: number): Promise<boolean> {
  const rows = await tx.query({
    text: `with removed as (delete from app_password where account_id = $1 and app_password_id = $2 returning 1)
           update account set credential_version = credential_version + 1
           where account_id = $1 and exists (select from removed) returning 1`,
    values: [accountId, id],
  });
  return rows.length > 0;
}

export async function removeAllAppPasswords(tx: Queryable, accountId: AccountId): Promise<void> {
  await tx.query({ text: 'delete from app_password where account_id = $1', values: [accountId] });
}

/** Does this password open that door of the account? Marks when and where it did. */
export async function useAppPassword(
  db: Queryable,
  accountId: AccountId,
  hash: Buffer,
  scope: string,
  use: { readonly at: Date; readonly network: string },
): Promise<boolean> {
  const rows = await db.query({
    text: `update app_password set used_at = $4, network = $5
           where account_id = $1 and hash = $2 and $3 = any(scopes) returning 1`,
    values: [accountId, hash, scope, use.at, use.network],
  });
  return rows.length > 0;
}
