import { type Kysely, sql } from 'kysely';

/** Offices people hold beyond their own mailbox: roles with their days, posts with their holders; and feeds that wait. */
const offices = `
-- Who was given which role, for which days. The table role holds those in force today: the house settles it each day, so
-- that signing in asks no dates.
create table role_grant (
  grant_id bigint generated always as identity primary key,
  person_id bigint not null references person,
  role text not null,
  uai text not null,
  first_day date not null,
  last_day date,
  granted_by bigint,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by bigint
);
create index role_grant_person on role_grant (person_id) where ended_at is null;
insert into role_grant (person_id, role, uai, first_day, granted_at)
  select person_id, role, uai, date '2026-01-01', timestamptz '2026-01-01 00:00:00+00' from role;

-- Handed over by two persons together: the only code that opens the account of somebody who holds a role (R35).
alter table handed_code add column by_two boolean not null default false;
alter table recovery add column by_two boolean not null default false;

-- Who holds a post, in which part and on which days: rows are ended, never removed, for the history of the post is kept.
-- given_by is null where the rule of the directory says so.
create table post_holder (
  holder_id bigint generated always as identity primary key,
  post_id bigint not null references post,
  person_id bigint not null references person,
  part text not null,
  first_day date not null,
  last_day date,
  by_rule boolean not null,
  given_by bigint
);
create index post_holder_post on post_holder (post_id);

-- Lists that follow the directory: each exists in every school and for the whole house. functions: how a
-- person's function begins, in plain letters; null is everybody.
create table mailing_list (
  name text primary key,
  title text not null,
  populations text[],
  functions text[],
  school_writers text not null,
  house_writers text not null
);
insert into mailing_list values
  ('tous', 'Tous les personnels', null, null, 'members', 'administrators'),
  ('titulaires', 'Enseignants titulaires', '{titulaire}', null, 'office', 'administrators'),
  ('stagiaires', 'Enseignants stagiaires', '{stagiaire}', null, 'office', 'administrators'),
  ('enseignants', 'Enseignants', '{titulaire,stagiaire,contractuel}', '{professeur,professeure}', 'members', 'administrators'),
  ('atss', 'Personnels administratifs, techniques, sociaux et de santé', '{atss}', null, 'members', 'administrators'),
  ('direction', 'Personnels de direction', '{direction}', null, 'staff', 'administrators'),
  ('contractuels', 'Personnels contractuels', '{contractuel}', null, 'office', 'administrators'),
  ('secretariat', 'Secrétariats', null, '{secretaire,gestionnaire,adjoint-gestionnaire,adjointe-gestionnaire}', 'staff', 'administrators'),
  ('vie-scolaire', 'Vie scolaire', null,
    '{conseiller-principal-d-education,conseillere-principale-d-education,assistant-d-education,assistante-d-education}',
    'members', 'administrators');

-- A feed the guard held, sealed whole, until an administrator confirms or drops it; its octets go when it is settled.
create table held_feed (
  feed_id bigint generated always as identity primary key,
  scope text not null,
  origin text not null,
  sealed bytea,
  received_at timestamptz not null,
  why_fr text not null,
  why_en text not null,
  counts json not null,
  settled_at timestamptz,
  settled_by bigint,
  outcome text
);

-- What a program of the HR office wrote of somebody by SCIM, beside what the directory keeps; and the programs that may.
create table scim_person (
  person_id bigint primary key references person,
  external_id text,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  -- Null where its first writing made the person: that is no change.
  changed_at timestamptz,
  deleted_at timestamptz
);
create table scim_client (
  client_id bigint generated always as identity primary key,
  name text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null
);

-- How far the fetching of somebody's mail from another house has come. source: user and host, never a password.
create table mail_fetch (
  account_id bigint not null,
  source text not null,
  folder text not null,
  uid_validity text not null,
  done_uid bigint not null,
  primary key (account_id, source, folder)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(offices).execute(database);
}
