import { type Kysely, sql } from 'kysely';

/** What the analyst's desk needs beside reports: signs of hijacked accounts, passwords that are due, exercises. */
const tables = `
-- A new password is asked of this account before anything else: its owner answered a phishing mail, or was hijacked.
alter table account add column password_due boolean not null default false;

-- What speaks against an account, by hour: 'bounce' counts recipients that refused for good, 'phishing' messages to
-- colleagues that the judge found suspect.
create table account_sign (
  account_id bigint not null,
  hour timestamptz not null,
  kind text not null,
  count integer not null,
  primary key (account_id, hour, kind)
);
create index account_sign_hour on account_sign (hour);

-- Harmless campaigns of the house. Who got one is not kept: results are numbers.
create table phishing_exercise (
  exercise_id bigint generated always as identity primary key,
  campaign_id bigint not null,
  template text not null,
  population text,
  sent_at timestamptz not null,
  sent_by bigint not null,
  sent integer not null
);
create unique index phishing_exercise_campaign on phishing_exercise (campaign_id);

-- One link a message of an exercise, by the hash of its token; nothing says whose it was.
create table phishing_lure (
  token_hash bytea primary key,
  exercise_id bigint not null,
  followed_at timestamptz
);
create index phishing_lure_exercise on phishing_lure (exercise_id);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
