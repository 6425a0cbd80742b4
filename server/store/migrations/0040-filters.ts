import { type Kysely, sql } from 'kysely';

/** Filters of each account, those of the house around them, and what they remember. */
const filters = `
-- digest: SHA-256 of the text, by which compiled scripts are known: a script that changes is another one.
create table sieve_script (
  account_id bigint not null,
  name text not null,
  text text not null,
  digest bytea not null,
  active boolean not null,
  changed_at timestamptz not null,
  primary key (account_id, name)
);
create unique index sieve_script_active on sieve_script (account_id) where active;

-- What a person answers while away. text: the JSON of services/filters/absence.ts; script: what it compiles to.
create table absence (
  account_id bigint primary key,
  settings json not null,
  enabled boolean not null,
  starts_at timestamptz,
  ends_at timestamptz,
  script text not null,
  digest bytea not null,
  changed_at timestamptz not null
);

-- Who was answered: key is a hash of what was said and to whom. The same table remembers notices of failed scripts.
create table vacation_memory (
  account_id bigint not null,
  key bytea not null,
  until timestamptz not null,
  primary key (account_id, key)
);
create index vacation_memory_until on vacation_memory (account_id, until);

create table duplicate_memory (
  account_id bigint not null,
  key bytea not null,
  until timestamptz not null,
  primary key (account_id, key)
);
create index duplicate_memory_until on duplicate_memory (account_id, until);

-- Of the whole house: 'before' and 'after' run around those of each person, the others may be included as global ones.
create table house_script (
  name text primary key,
  text text not null,
  digest bytea not null,
  changed_at timestamptz not null
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(filters).execute(database);
}
