import { type Kysely, sql } from 'kysely';

/** The years of a person: what was told and when, letters handed over, acts, departures and what is left of them. */
const life = `
-- An account whose owner came back after its closing waits alone for its purge: the person has a new one, and the address.
-- read_only: reading and exporting only, after the last day of a strict house.
alter table account
  add column former_person_id bigint references person,
  add column closed_on date,
  add column read_only boolean not null default false,
  drop constraint account_check,
  add constraint account_owner check (num_nonnulls(person_id, post_id, former_person_id) = 1);
create index account_closes_on on account (closes_on) where closes_on is not null;
create index account_former on account (former_person_id) where former_person_id is not null;

-- Told before a closing: one row a reminder of that closing; days is 0 for the news of the departure itself.
create table reminder (
  account_id bigint not null references account,
  closes_on date not null,
  days smallint not null,
  told_at timestamptz not null,
  primary key (account_id, closes_on, days)
);

-- A letter that was made: never its words. handed_by: the account of whoever handed it over and saw who took it.
create table letter (
  account_id bigint not null references account,
  made_at timestamptz not null,
  made_by bigint,
  uai text not null,
  handed_at timestamptz,
  handed_by bigint,
  identity text,
  primary key (account_id, made_at)
);
create index letter_uai on letter (uai) where handed_at is null;

-- The journal of acts. Each row's hash covers the one before; what names people is kept beside it, under a commitment.
create table act (
  seq bigint primary key,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  subject bigint,
  facts text not null,
  personal bytea,
  hash bytea not null
);
create index act_subject on act (subject) where subject is not null;
create table act_personal (
  seq bigint primary key references act,
  salt bytea not null,
  words text not null
);
create table act_head (
  single boolean primary key check (single),
  seq bigint not null,
  hash bytea not null
);
insert into act_head values (true, 0, decode(repeat('00', 32), 'hex'));

-- What one person asked and another has to confirm.
create table proposal (
  proposal_id bigint generated always as identity primary key,
  kind text not null,
  subject bigint not null,
  detail json not null,
  proposed_by bigint not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  settled_at timestamptz,
  settled_by bigint,
  outcome text
);
create index proposal_subject on proposal (subject) where settled_at is null;

-- The archives' word on a closed account, and what was eliminated: counts, never content.
create table archives_visa (
  of_account bigint primary key,
  given_by bigint,
  given_at timestamptz not null,
  reference text not null
);
create table elimination (
  of_account bigint primary key,
  closed_on date,
  eliminated_at timestamptz not null,
  grounds text not null,
  mailboxes integer not null,
  messages bigint not null,
  bytes bigint not null,
  rows_removed json not null,
  proved_at timestamptz
);
-- The blobs an eliminated account named, until it is proven that they are gone or are somebody else's.
create table elimination_blob (
  of_account bigint not null references elimination,
  hash bytea not null,
  primary key (of_account, hash)
);
-- Containers that still hold bytes of theirs, until the sweep has copied everything else out.
create table elimination_container (
  container integer primary key
);

-- A package made for somebody who leaves. Its file lies beside the blobs, under its number.
create table departure_package (
  package_id bigint generated always as identity primary key,
  account_id bigint not null references account,
  state text not null,
  messages_done integer not null,
  messages_total integer not null,
  bytes bigint not null,
  sha256 bytea,
  asked_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz not null
);
create index departure_package_account on departure_package (account_id);

-- Work by the clock: done once for each day, by one node.
create table daily_work (
  name text primary key,
  done_for date not null,
  claimed_until timestamptz not null
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(life).execute(database);
}
