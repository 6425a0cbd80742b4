import { type Kysely, sql } from 'kysely';

/** What IMAP keeps beside the ground: spellings of keywords, shares by whom they are with, annotations, URL keys. */
const tables = `
-- A guest that marks a message unread again leaves its row: the modseq of that change is in it.
alter table seen add column seen boolean not null default true;

-- Keywords are compared without case and kept in lower case; this is how each was first written in the account.
create table keyword (
  account_id bigint not null,
  name text not null,
  spelling text not null,
  primary key (account_id, name)
);

-- The other side of acl, found by the guest (account_id): whose mailboxes it may see.
create table share (
  account_id bigint not null,
  owner bigint not null,
  mailbox_id bigint not null,
  primary key (account_id, owner, mailbox_id)
);

-- Annotations of rfc/5464. mailbox_id 0 is the account itself; reader 0 is everybody (/shared);
-- one that was removed keeps its row without a value, so that its removal can be told.
create table annotation (
  account_id bigint not null,
  mailbox_id bigint not null,
  reader bigint not null,
  name text not null,
  value bytea,
  modseq bigint not null,
  primary key (account_id, mailbox_id, reader, name)
);

-- What the key that signs URLs of a mailbox for one reader is derived with; a reset makes a new one.
create table url_key (
  account_id bigint not null,
  mailbox_id bigint not null,
  reader bigint not null,
  salt bytea not null,
  primary key (account_id, mailbox_id, reader)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
