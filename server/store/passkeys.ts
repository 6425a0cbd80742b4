/** Passkeys of accounts, and the challenges under way. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type Passkey = {
  readonly credentialId: string;
  readonly accountId: AccountId;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
};

const columns = `credential_id as "credentialId", account_id as "accountId", public_key as "publicKey", counter, transports,
  name, created_at as "createdAt", used_at as "usedAt"`;

export function listPasskeys(db: Queryable, accountId: AccountId): Promise<Passkey[]> {
  return db.query<Passkey>({
    text: `select ${columns} from passkey where account_id = $1 order by created_at`,
    values: [accountId],
  });
}

export async function findPasskey(db: Queryable, credentialId: string, rpId: string): Promise<Passkey | null> {
  const [row] = await db.query<Passkey>({
    text: `select ${columns} from passkey where credential_id = $1 and rp_id = $2`,
    values: [credentialId, rpId],
  });
  return row ?? null;
}

/** False where the key is known already. */
export async function insertPasskey(
  db: Queryable,
  key: Omit<Passkey, 'usedAt'> & { readonly rpId: string },
): Promise<boolean> {
  const rows = await db.query({
    text: `insert into passkey (credential_id, account_id, rp_id, public_key, counter, transports, name, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning 1`,
    values: [
      key.credentialId,
      key.accountId,
      key.rpId,
      key.publicKey,
      key.counter,
      key.transports,
      key.name,
      key.createdAt,
    ],
  });
  return rows.length > 0;
}

/** Marks a use. A counter never goes back, but for keys that have none. */
export async function useKey(db: Queryable, credentialId: string, counter: number, at: Date): Promise<boolean> {
  const rows = await db.query({
    text: `update passkey set counter = $2, used_at = $3
           where credential_id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning 1`,
    values: [credentialId, counter, at],
  });
  return rows.length > 0;
}

/** False where it is not theirs. */
export async function removePasskey(db: Queryable, accountId: AccountId, credentialId: string): Promise<boolean> {
  const rows = await db.query({
    text: 'delete from passkey where account_id = $1 and credential_id = $2 returning 1',
    values: [accountId, credentialId],
  });
  return rows.length > 0;
}

/** Keeps a challenge, and forgets those nobody answered. */
export async function insertChallenge(
  db: Queryable,
  challenge: {
    readonly hash: Buffer;
    readonly accountId: AccountId | null;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await db.query({
    text: `with old as (delete from passkey_challenge where expires_at < $4)
           insert into passkey_challenge (challenge_hash, account_id, expires_at) values ($1, $2, $3)`,
    values: [challenge.hash, challenge.accountId, challenge.expiresAt, challenge.now],
  });
}

/** Uses a challenge up; false where it was not given to this account (null: to nobody yet), or no longer holds. */
export async function takeChallenge(
  db: Queryable,
  hash: Buffer,
  accountId: AccountId | null,
  now: Date,
): Promise<boolean> {
  const rows = await db.query({
    text: `delete from passkey_challenge where challenge_hash = $1 and account_id is not distinct from $2::bigint
             and expires_at > $3 returning 1`,
    values: [hash, accountId, now],
  });
  return rows.length > 0;
}
