import { type Kysely, sql } from 'kysely';

/**
 * How to reach a person outside the house: sealed at rest, proven by a code; a telephone that the house cannot text stays
 * unproven (null) and serves the support alone. Recoveries that wait for a
 * second proof. Browsers a person signed in from, second factors that fall due, attacks seen across accounts.
 */
const tables = `
create table contact (
  account_id bigint not null references account,
  kind text not null,
  sealed bytea not null,
  proven_at timestamptz,
  primary key (account_id, kind)
);

-- A code under way: to prove a contact that is being added (sealed is that contact), or, where sealed is null, the person
-- who recovers. Good for few tries.
create table contact_code (
  account_id bigint not null references account,
  purpose text not null,
  sealed bytea,
  code_hash bytea not null,
  until timestamptz not null,
  tries integer not null,
  primary key (account_id, purpose)
);

-- Is the second proof given, or none needed?
alter table recovery add column proven boolean not null default true;

-- Browsers by the hash of a token that only they hold: guesses from elsewhere do not slow their owner.
create table known_device (
  account_id bigint not null references account,
  token_hash bytea not null,
  last_at timestamptz not null,
  primary key (account_id, token_hash)
);

-- From when on nothing opens without a second factor, for those who are held to one; null until they first came.
-- password_long: it has the sixteen characters that administrators must have.
alter table account
  add column factor_due_at timestamptz,
  add column password_long boolean not null default false;
alter table portal_session
  add column enrol boolean not null default false,
  add column provider_token bytea;

-- Which ends of a password were told of, each number of days once.
create table renewal_reminder (
  account_id bigint not null references account,
  password_set_at timestamptz not null,
  days integer not null,
  told_at timestamptz not null,
  primary key (account_id, password_set_at, days)
);

-- Accounts guessed at from strange networks, hour by hour; account 0 marks an hour whose alarm was given.
create table guessed (
  hour timestamptz not null,
  account_id bigint not null,
  primary key (hour, account_id)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
