import { type Kysely, sql } from 'kysely';

/** Mail on its way out, and the journey of each message. Both belong to the whole house: neither is a table of an account. */
const queue = `
-- sender is '' for the null sender. account_id: who submitted it; null for mail of the house or passing through it.
-- options: what the sender asked for (ENVID, RET, BODY, SMTPUTF8, REQUIRETLS, BY).
create table queue_message (
  queue_id bigint generated always as identity primary key,
  trace text not null,
  kind text not null,
  blob bytea not null,
  bytes bigint not null,
  sender text not null,
  account_id bigint,
  options json not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index queue_message_blob on queue_message (blob);
create index queue_message_trace on queue_message (trace);
create index queue_message_account on queue_message (account_id) where account_id is not null;

-- due_at moves to the end of the lease while a node sends: a node that dies gives its mail back by doing nothing.
-- held: why somebody or something holds it; null when it goes by itself.
create table queue_recipient (
  queue_id bigint not null,
  position integer not null,
  address text not null,
  domain text not null,
  notify text[],
  orcpt text,
  due_at timestamptz not null,
  claim text,
  held text,
  attempts integer not null,
  delay_told boolean not null,
  last_at timestamptz,
  last_reply text,
  primary key (queue_id, position)
);
create index queue_recipient_due on queue_recipient (due_at) where held is null;
create index queue_recipient_claim on queue_recipient (claim) where claim is not null;
create index queue_recipient_domain on queue_recipient (domain);

-- The journey of a message, from the door to the mailbox or to the remote's last word.
create table journey (
  trace text not null,
  at timestamptz not null,
  event text not null,
  message_id text,
  detail json not null
);
create index journey_trace on journey (trace, at);
create index journey_message_id on journey (message_id) where message_id is not null;
create index journey_at on journey (at);

-- What an account has sent lately, by hour: the measure of its limits.
create table sent_count (
  account_id bigint not null,
  hour timestamptz not null,
  recipients integer not null,
  primary key (account_id, hour)
);

-- How many notices an address was sent, by hour.
create table notice_count (
  address text not null,
  hour timestamptz not null,
  notices integer not null,
  primary key (address, hour)
);

-- Who has knocked at port 25: a hash of network, sender and recipient. rfc/6647
create table greylist (
  who bytea primary key,
  first_at timestamptz not null,
  last_at timestamptz not null
);
create index greylist_last on greylist (last_at);

-- MTA-STS policies of others, until they expire. rfc/8461
create table sts_policy (
  domain text primary key,
  policy json not null
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(queue).execute(database);
}
