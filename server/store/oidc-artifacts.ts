/** What OpenID Connect keeps between two requests: found by the hash of its identifier, its content sealed. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

export type ArtifactRow = {
  readonly idHash: Buffer;
  readonly sealed: Buffer;
  readonly accountId: AccountId | null;
  readonly consumedAt: Date | null;
  readonly expiresAt: Date;
};

export type NewArtifact = {
  readonly model: string;
  readonly idHash: Buffer;
  readonly sealed: Buffer;
  readonly accountId: AccountId | null;
  readonly grantHash: Buffer | null;
  readonly uidHash: Buffer | null;
  readonly codeHash: Buffer | null;
  readonly expiresAt: Date;
};

const columns = `o.id_hash as "idHash", o.sealed, o.account_id as "accountId", o.consumed_at as "consumedAt",
  o.expires_at as "expiresAt"`;
const good = `(o.account_id is null or exists (
  select from account a where a.account_id = o.account_id and a.credential_version = o.credential_version
    and a.state in ('active', 'leaving')))`;

/** Keeps it under the account's present credential version, or that which it had; null an account that is not known yet. */
export async function saveArtifact(db: Queryable, artifact: NewArtifact): Promise<void> {
  await db.query({
    text: `insert into oidc_artifact as o (model, id_hash, sealed, account_id, credential_version, grant_hash, uid_hash,
             code_hash, expires_at)
           values ($1, $2, $3, $4::bigint, (select credential_version from account where account_id = $4::bigint),
             $5, $6, $7, $8)
           on conflict (model, id_hash) do update set sealed = excluded.sealed, account_id = excluded.account_id,
             credential_version = case when o.account_id = excluded.account_id then o.credential_version
                                       else excluded.credential_version end,
             grant_hash = excluded.grant_hash, uid_hash = excluded.uid_hash, code_hash = excluded.code_hash,
             expires_at = excluded.expires_at`,
    values: [
      artifact.model,
      artifact.idHash,
      artifact.sealed,
      artifact.accountId,
      artifact.grantHash,
      artifact.uidHash,
      artifact.codeHash,
      artifact.expiresAt,
    ],
  });
}

export type Finding = 'id_hash' | 'uid_hash' | 'code_hash';

/** The artifact, if the credentials it was made under still hold. */
export async function findArtifact(
  db: Queryable,
  model: string,
  by: Finding,
  hash: Buffer,
): Promise<ArtifactRow | null> {
  const [row] = await db.query<ArtifactRow>({
    text: `select ${columns} from oidc_artifact o where o.model = $1 and o.${by} = $2 and ${good}`,
    values: [model, hash],
  });
  return row ?? null;
}

/** False where it was consumed already, or is gone: of two uses of a code one is the first. */
export async function consumeArtifact(db: Queryable, model: string, idHash: Buffer, at: Date): Promise<boolean> {
  const rows = await db.query({
    text: `update oidc_artifact set consumed_at = $3 where model = $1 and id_hash = $2 and consumed_at is null
           returning 1`,
    values: [model, idHash, at],
  });
  return rows.length > 0;
}

export async function removeArtifact(db: Queryable, model: string, idHash: Buffer): Promise<void> {
  await db.query({ text: 'delete from oidc_artifact where model = $1 and id_hash = $2', values: [model, idHash] });
}

/** Everything of one grant: its codes and tokens. */
export async function removeGrant(db: Queryable, grantHash: Buffer): Promise<void> {
  await db.query({ text: 'delete from oidc_artifact where grant_hash = $1', values: [grantHash] });
}

/** Ends a session without forgetting which applications it opened: they are still to be told. */
export async function voidSession(db: Queryable, idHash: Buffer): Promise<void> {
  await db.query({
    text: `update oidc_artifact set credential_version = -1 where model = 'Session' and id_hash = $1`,
    values: [idHash],
  });
}

/** Takes away sessions whose credentials no longer hold, so that one process alone tells their applications. */
export function takeEndedSessions(db: Queryable, atMost: number): Promise<ArtifactRow[]> {
  return db.query<ArtifactRow>({
    text: `delete from oidc_artifact d using (
             select o.model, o.id_hash from oidc_artifact o
             where o.model = 'Session' and o.account_id is not null and not ${good} limit $1 for update skip locked) e
           where d.model = e.model and d.id_hash = e.id_hash
           returning d.id_hash as "idHash", d.sealed, d.account_id as "accountId", d.consumed_at as "consumedAt",
             d.expires_at as "expiresAt"`,
    values: [atMost],
  });
}

export async function removeExpired(db: Queryable, now: Date): Promise<void> {
  await db.query({ text: 'delete from oidc_artifact where expires_at < $1', values: [now] });
}
