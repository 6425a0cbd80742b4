import { type Kysely, sql } from 'kysely';

/** Other services of the house that people sign in to with their address (OpenID Connect), and what is under way there. */
const tables = `
-- secret is sealed under the file key; null for a program on the person's own device, which can keep none.
create table application (
  client_id text primary key,
  name text not null,
  secret bytea,
  redirect_uris text[] not null,
  sign_out_uris text[] not null,
  back_channel_uri text,
  home_uri text,
  pairwise boolean not null,
  scopes text[] not null,
  registered_at timestamptz not null
);

-- Codes, tokens, grants and sessions: every identifier as a hash, the content sealed. What belongs to an account is good
-- while its credential version is the one it was made under, as portal sessions are.
create table oidc_artifact (
  model text not null,
  id_hash bytea not null,
  sealed bytea not null,
  account_id bigint references account,
  credential_version integer,
  grant_hash bytea,
  uid_hash bytea,
  code_hash bytea,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (model, id_hash)
) with (fillfactor = 80);
create index oidc_artifact_grant on oidc_artifact (grant_hash) where grant_hash is not null;
create index oidc_artifact_uid on oidc_artifact (uid_hash) where uid_hash is not null;
create index oidc_artifact_code on oidc_artifact (code_hash) where code_hash is not null;
create index oidc_artifact_account on oidc_artifact (account_id) where account_id is not null;
create index oidc_artifact_expires on oidc_artifact (expires_at);

-- Was a second factor or a passkey part of the sign-in?
alter table portal_session add column strong boolean not null default false;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
