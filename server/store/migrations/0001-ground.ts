import { type Kysely, sql } from 'kysely';

/**
 * The first tables. Directory tables are small and read by everybody; mail tables begin every key and every index with
 * account_id, the shard key, and no foreign key runs between the two sides. Nothing here is newer than PostgreSQL 15,
 * and no statement asks the database for the hour.
 */
const directory = `
create table school (
  uai text primary key,
  name text not null,
  kind text not null,
  town text not null,
  zone text not null
);

-- birth_date is sealed under the file key; numen is a keyed hash of its normal form.
create table person (
  person_id bigint generated always as identity primary key,
  hr_key text not null unique,
  title text not null,
  given_name text not null,
  family_name text not null,
  birth_name text,
  birth_date bytea not null,
  numen bytea unique,
  population text not null,
  function text not null,
  first_day date not null,
  last_day date
);

create table assignment (
  person_id bigint not null references person,
  uai text not null references school,
  first_day date not null,
  last_day date,
  main boolean not null,
  primary key (person_id, uai, first_day)
);
create index assignment_uai on assignment (uai);

-- What a person is in the house beyond holding a job: the head of a school, its secretary's office.
create table post (
  post_id bigint generated always as identity primary key,
  uai text not null references school,
  kind text not null,
  name text not null,
  unique (uai, kind)
);

-- uai is '' for a role over the whole house.
create table role (
  person_id bigint not null references person,
  role text not null,
  uai text not null,
  primary key (person_id, role, uai)
);

create table account (
  account_id bigint generated always as identity primary key,
  person_id bigint unique references person,
  post_id bigint unique references post,
  state text not null,
  credential_version integer not null,
  password_hash text,
  provisional_hash text,
  provisional_until timestamptz,
  created_at timestamptz not null,
  activated_at timestamptz,
  closes_on date,
  check (num_nonnulls(person_id, post_id) = 1)
);

-- Every address ever given, main and aliases: released ones stay reserved for ten years.
create table address (
  address text primary key,
  account_id bigint not null references account,
  main boolean not null,
  given_on date not null,
  released_on date
);
create index address_account on address (account_id);
create unique index address_main on address (account_id) where main;
`;

const mail = `
-- The narrow hot row. last_id numbers emails, mailboxes and threads; gone_floor is the modseq below which tombstones
-- have expired and a client is told to start afresh.
create table mail_account (
  account_id bigint primary key,
  modseq bigint not null,
  last_id bigint not null,
  last_uid_validity bigint not null,
  used_bytes bigint not null,
  allowed_bytes bigint not null,
  gone_floor bigint not null
) with (fillfactor = 50);

-- counts_modseq moves when totals do (JMAP's updatedProperties); highest_modseq when any placement does;
-- shape_modseq when the name, role, subscription or existence does.
create table mailbox (
  account_id bigint not null,
  mailbox_id bigint not null,
  name text not null,
  role text,
  subscribed boolean not null,
  uid_validity bigint not null,
  uid_next bigint not null,
  recent_uid bigint not null,
  highest_modseq bigint not null,
  counts_modseq bigint not null,
  shape_modseq bigint not null,
  total integer not null,
  unseen integer not null,
  deleted integer not null,
  bytes bigint not null,
  primary key (account_id, mailbox_id),
  unique (account_id, name)
) with (fillfactor = 50);
create unique index mailbox_role on mailbox (account_id, role) where role is not null;

-- Names that are subscribed without naming a mailbox any more. rfc/9051#6.3.7
create table stray_subscription (
  account_id bigint not null,
  name text not null,
  primary key (account_id, name)
);

-- The immutable facts of one message in one account. bytes is the length as read: trace lines, then the blob.
-- A row outlives its last placement until a job removes it, so that a deletion can be taken back.
create table email (
  account_id bigint not null,
  email_id bigint not null,
  thread_id bigint not null,
  blob bytea not null,
  bytes bigint not null,
  trace text not null,
  received_at timestamptz not null,
  received_zone smallint not null,
  sent_at timestamptz,
  subject text not null,
  envelope json not null,
  structure json not null,
  preview text not null,
  has_attachment boolean not null,
  created_modseq bigint not null,
  primary key (account_id, email_id)
);
create index email_thread on email (account_id, thread_id);
create index email_blob on email (account_id, blob);

-- An email in a mailbox. flags: the bits of model/email.ts. Every change moves modseq, and the one index on it serves
-- every reader that catches up.
create table placement (
  account_id bigint not null,
  mailbox_id bigint not null,
  uid bigint not null,
  email_id bigint not null,
  flags smallint not null,
  keywords text[] not null,
  saved_at timestamptz not null,
  modseq bigint not null,
  primary key (account_id, mailbox_id, uid)
) with (fillfactor = 80);
create index placement_email on placement (account_id, email_id);
create index placement_modseq on placement (account_id, modseq);

-- Tombstones of placements; destroyed says that no other placement of the email was left.
create table gone (
  account_id bigint not null,
  modseq bigint not null,
  mailbox_id bigint not null,
  uid bigint not null,
  email_id bigint not null,
  destroyed boolean not null,
  gone_at timestamptz not null,
  primary key (account_id, modseq, mailbox_id, uid)
);

create table gone_mailbox (
  account_id bigint not null,
  mailbox_id bigint not null,
  modseq bigint not null,
  primary key (account_id, mailbox_id)
);

-- A message's identifiers and those it answers, each with the base subject, hashed to 64 bits: the thread they lead to.
create table thread_key (
  account_id bigint not null,
  key bigint not null,
  thread_id bigint not null,
  primary key (account_id, key)
);

-- Sharing. grantee is an account; rights are the letters of rfc/4314#2.1.
create table acl (
  account_id bigint not null,
  mailbox_id bigint not null,
  grantee bigint not null,
  rights text not null,
  modseq bigint not null,
  primary key (account_id, mailbox_id, grantee)
);

-- A guest reader's own read marks: the owner's stand in placement.flags.
create table seen (
  account_id bigint not null,
  mailbox_id bigint not null,
  reader bigint not null,
  uid bigint not null,
  modseq bigint not null,
  primary key (account_id, mailbox_id, reader, uid)
);

-- Where the bytes of a blob are. Keyed by hash: the one exception to the shard key. There is no reference counter:
-- a sweep removes what no email or queued message names, past its lease.
create table blob (
  hash bytea primary key,
  container integer not null,
  "offset" bigint not null,
  stored bigint not null,
  size bigint not null,
  leased_until timestamptz not null
);
create index blob_container on blob (container);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(directory).execute(database);
  await sql.raw(mail).execute(database);
}
