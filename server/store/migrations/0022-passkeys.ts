import { type Kysely, sql } from 'kysely';

/** Passkeys (WebAuthn): public keys, and the challenges under way, each answered once. */
const tables = `
-- rp_id: the host name the key was made for; a browser offers it there alone.
create table passkey (
  credential_id text primary key,
  account_id bigint not null references account,
  rp_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_account on passkey (account_id);

-- account_id is null for a sign-in: who it is, the key says.
create table passkey_challenge (
  challenge_hash bytea primary key,
  account_id bigint,
  expires_at timestamptz not null
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
