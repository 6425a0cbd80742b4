import { type Kysely, sql } from 'kysely';

/** What the life of a person needs beside the ground: when things were accepted and set, guessing slowed, what happened. */
const tables = `
alter table account
  add column password_set_at timestamptz,
  add column charter_accepted_at timestamptz,
  add column state_reason text;

-- Passwords no longer in use: a new one is none of the last three (R18).
create table former_password (
  account_id bigint not null references account,
  set_at timestamptz not null,
  hash text not null,
  primary key (account_id, set_at)
);

-- Failed attempts by subject: an account from unknown networks, an account from one known network, a network, a name
-- nobody bears. No attempt counts while open_at is to come.
create table throttle (
  subject text primary key,
  failures integer not null,
  touched_at timestamptz not null,
  open_at timestamptz not null
) with (fillfactor = 70);

-- Networks an account signed in from: guesses from elsewhere do not slow its owner there.
create table known_network (
  account_id bigint not null references account,
  network text not null,
  last_at timestamptz not null,
  primary key (account_id, network)
);

-- What the person may read of their own account: sign-ins, changes, acts of the support.
create table account_event (
  account_id bigint not null references account,
  event_id bigint generated always as identity,
  at timestamptz not null,
  kind text not null,
  door text,
  network text,
  detail json not null,
  primary key (account_id, event_id)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
