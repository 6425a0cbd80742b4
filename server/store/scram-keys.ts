/** Keys of SCRAM, sealed: one row an account, good for the password they were derived from and no other. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type ScramRow = {
  /** The digest of the password hash they go with. */
  readonly ofPassword: Buffer;
  readonly salt: Buffer;
  readonly iterations: number;
  readonly sealed: Buffer;
};

export async function readScramKeys(db: Queryable, accountId: AccountId): Promise<ScramRow | null> {
  const [row] = await db.query<ScramRow>({
    text: `select of_password as "ofPassword", salt, iterations, sealed from scram_key where account_id = $1`,
    values: [accountId],
  });
  return row ?? null;
}

export async function writeScramKeys(db: Queryable, accountId: AccountId, row: ScramRow): Promise<void> {
  await db.query({
    text: `insert into scram_key (account_id, of_password, salt, iterations, sealed) values ($1, $2, $3, $4, $5)
           on conflict (account_id) do update set of_password = excluded.of_password, salt = excluded.salt,
             iterations = excluded.iterations, sealed = excluded.sealed`,
    values: [accountId, row.ofPassword, row.salt, row.iterations, row.sealed],
  });
}
