import { type Kysely, sql } from 'kysely';

/** Where SCRAM is switched on: keys derived from a password, sealed under the file key. */
const tables = `
create table scram_key (
  account_id bigint primary key references account,
  of_password bytea not null,
  salt bytea not null,
  iterations integer not null,
  sealed bytea not null
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
