/** Second factors: the sealed secret of one-time codes, and the hashes of recovery codes. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type Totp = { readonly secret: Buffer; readonly confirmedAt: Date | null; readonly lastStep: number };

export async function readTotp(db: Queryable, accountId: AccountId): Promise<Totp | null> {
  const [row] = await db.query<Totp>({
    text: `select secret, confirmed_at as "confirmedAt", last_step as "lastStep" from totp where account_id = $1`,
    values: [accountId],
  });
  return row ?? null;
}

/** Keeps a new secret that is not yet confirmed; a confirmed one is never overwritten: false. */
export async function beginTotp(db: Queryable, accountId: AccountId, secret: Buffer): Promise<boolean> {
  const rows = await db.query({
    text: `insert into totp as t (account_id, secret, confirmed_at, last_step) values ($1, $2, null, 0)
           on conflict (account_id) do update set secret = $2, last_step = 0 where t.confirmed_at is null returning 1`,
    values: [accountId, secret],
  });
  return rows.length > 0;
}

/** Marks a step as used; false where it, or a later one, was used before. */
export async function useStep(db: Queryable, accountId: AccountId, step: number): Promise<boolean> {
  const rows = await db.query({
    text: 'update totp set last_step = $2 where account_id = $1 and last_step < $2 returning 1',
    values: [accountId, step],
  });
  return rows.length > 0;
}

/** Switches the factor on; the credential version rises, so that every other session and remembered password ends. */
export async function confirmTotp(tx: Queryable, accountId: AccountId, at: Date): Promise<boolean> {
  const rows = await tx.query({
    text: `with confirmed as (update totp set confirmed_at = $2 where account_id = $1 and confirmed_at is null returning 1)
           update account set credential_version = credential_version + 1
           where account_id = $1 and exists (select from confirmed) returning 1`,
    values: [accountId, at],
  });
  return rows.length > 0;
}

export async function removeTotp(tx: Queryable, accountId: AccountId): Promise<void> {
  await tx.query({ text: 'delete from totp where account_id = $1', values: [accountId] });
  await tx.query({ text: 'delete from recovery_code where account_id = $1', values: [accountId] });
  await tx.query({
    text: 'update account set credential_version = credential_version + 1 where account_id = $1',
    values: [accountId],
  });
}

/** Replaces all recovery codes. */
export async function replaceRecoveryCodes(
  tx: Queryable,
  accountId: AccountId,
  hashes: readonly Buffer[],
): Promise<void> {
  await tx.query({ text: 'delete from recovery_code where account_id = $1', values: [accountId] });
  await tx.query({
    text: 'insert into recovery_code (account_id, code_hash) select $1::bigint, unnest($2::bytea[])',
    values: [accountId, hashes],
  });
}

/** Uses a recovery code up; false where it is none, or was used. */
export async function useRecoveryCode(db: Queryable, accountId: AccountId, hash: Buffer, at: Date): Promise<boolean> {
  const rows = await db.query({
    text: `update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null returning 1`,
    values: [accountId, hash, at],
  });
  return rows.length > 0;
}
