import { type Kysely, sql } from 'kysely';

/** The index of texts. What it is and what was tried: docs/decisions/0010-search.md. */
const tables = `
-- Folded texts of some dozens of emails, by ascending number from first_id to last_id, compressed together; filter has a
-- bit for each run of four bytes that occurs in them, and stays in the row so that a look at it reads nothing else.
create table search_segment (
  account_id bigint not null,
  first_id bigint not null,
  last_id bigint not null,
  count integer not null,
  filter bytea not null,
  texts bytea not null,
  primary key (account_id, first_id)
);
alter table search_segment alter filter set storage plain, alter texts set storage external;

-- Every email of the account up to last_id is in a segment.
create table search_progress (
  account_id bigint primary key,
  last_id bigint not null
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
