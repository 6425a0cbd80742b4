import { type Kysely, sql } from 'kysely';

/** Signatures: the house's templates, and what each person adds to theirs. Rules run by hand, as they are undone. */
const tables = `
-- population: of people, 'post' for mailboxes of posts, '' for all who have no template of their own.
create table signature_template (
  population text primary key,
  text text not null,
  html text not null,
  changed_at timestamptz not null
);

-- lines: a person's own, parted by LF. added: may the server sign what they send unsigned?
create table signature_choice (
  account_id bigint primary key,
  lines text not null,
  added boolean not null,
  changed_at timestamptz not null
);

-- A rule that was run on mail that was there. done: the JSON of services/filters/run-on-existing.ts.
create table rule_run (
  account_id bigint not null,
  run_id text not null,
  ran_at timestamptz not null,
  done json not null,
  primary key (account_id, run_id)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
