import { type Kysely, sql } from 'kysely';

/** What JMAP keeps beside the mail itself: order of mailboxes, uploads, identities, submissions. */
const tables = `
-- created_modseq tells a mailbox that is new from one that changed; sort_order is null until somebody chose one.
alter table mailbox
  add column created_modseq bigint not null default 1,
  add column sort_order integer;

-- Bytes an account has sent and that no email names yet. The blob's own lease is longer than an upload is served.
create table upload (
  account_id bigint not null,
  blob bytea not null,
  bytes bigint not null,
  uploaded_at timestamptz not null,
  primary key (account_id, blob)
);

-- default_for: the address this identity was made for by the house; such a one is never removed.
create table identity (
  account_id bigint not null,
  identity_id bigint not null,
  email text not null,
  name text not null,
  reply_to json,
  bcc json,
  text_signature text not null,
  html_signature text not null,
  made_by_house boolean not null,
  created_modseq bigint not null,
  modseq bigint not null,
  primary key (account_id, identity_id)
);

-- trace leads to the queue and to the journey; undone says that it was taken back in time.
create table submission (
  account_id bigint not null,
  submission_id bigint not null,
  identity_id bigint not null,
  email_id bigint not null,
  thread_id bigint not null,
  envelope json not null,
  send_at timestamptz not null,
  trace text not null,
  undone boolean not null,
  created_modseq bigint not null,
  modseq bigint not null,
  primary key (account_id, submission_id)
);
create index submission_send_at on submission (account_id, send_at);

-- Tombstones of the two above.
create table gone_object (
  account_id bigint not null,
  kind text not null,
  object_id bigint not null,
  modseq bigint not null,
  primary key (account_id, kind, object_id)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
