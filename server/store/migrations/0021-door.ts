import { type Kysely, sql } from 'kysely';

/** Sessions of the portal, second factors, passwords of devices, recoveries under way. Tokens are kept as hashes only. */
const tables = `
-- Good while the account's credential version is the one it was opened under, and neither idle nor old.
create table portal_session (
  token_hash bytea primary key,
  session_id bigint generated always as identity unique,
  account_id bigint not null references account,
  credential_version integer not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  network text not null,
  client text not null
) with (fillfactor = 80);
create index portal_session_account on portal_session (account_id);

-- The secret is sealed under the file key. last_step refuses a code seen before; confirmed_at is null until one was typed.
create table totp (
  account_id bigint primary key references account,
  secret bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null
);

create table recovery_code (
  account_id bigint not null references account,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

create table app_password (
  app_password_id bigint generated always as identity primary key,
  account_id bigint not null references account,
  hash bytea not null unique,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  used_at timestamptz,
  network text
);
create index app_password_account on app_password (account_id);

-- One recovery at a time and account: proofs were given, a new password may be set from opens_at on.
create table recovery (
  account_id bigint primary key references account,
  ticket_hash bytea not null unique,
  asked_at timestamptz not null,
  opens_at timestamptz not null,
  ends_at timestamptz not null
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
