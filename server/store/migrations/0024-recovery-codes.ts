import { type Kysely, sql } from 'kysely';

/**
 * Codes handed over by the secretary to somebody without NUMEN who lost a password (R33): one an account, used once. And
 * sessions that may do nothing before the password is renewed (R18).
 */
const tables = `
create table handed_code (
  account_id bigint primary key references account,
  code_hash bytea not null,
  until timestamptz not null
);

alter table portal_session add column renew boolean not null default false;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
