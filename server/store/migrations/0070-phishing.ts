import { type Kysely, sql } from 'kysely';

/** What the fight against phishing keeps: judgements, reports and their campaigns, what was removed, what is blocked. */
const tables = `
-- What the judge said of a message, once for all who got it, and what its like is found by. Keyed by blob like the
-- table of blobs. print is a 64-bit simhash of the body, 0 where there is too little of it.
create table phishing_judgement (
  blob bytea primary key,
  judged_at timestamptz not null,
  score smallint not null,
  level text not null,
  reasons json not null,
  sender text not null,
  subject text not null,
  links text[] not null,
  print bigint not null
);
create index phishing_judgement_at on phishing_judgement (judged_at);
create index phishing_judgement_sender on phishing_judgement (sender);

-- Addresses that wrote to this house: how often, and how often their address was proven.
create table phishing_sender (
  sender text primary key,
  first_at timestamptz not null,
  last_at timestamptz not null,
  messages integer not null,
  authenticated integer not null
) with (fillfactor = 70);

-- Reports of the same mail gather in one campaign, which is what an analyst decides about.
create table phishing_campaign (
  campaign_id bigint generated always as identity primary key,
  opened_at timestamptz not null,
  last_at timestamptz not null,
  sender text not null,
  subject text not null,
  links text[] not null,
  print bigint not null,
  verdict text,
  decided_at timestamptz,
  decided_by bigint
);
create index phishing_campaign_last on phishing_campaign (last_at);

create table phishing_report (
  account_id bigint not null,
  blob bytea not null,
  campaign_id bigint not null,
  email_id bigint not null,
  door text not null,
  reported_at timestamptz not null,
  removal_id bigint not null,
  answered_at timestamptz,
  primary key (account_id, blob)
);
create index phishing_report_campaign on phishing_report (campaign_id);

-- A removal of mail that can be undone: by the person who reported it, or by an analyst from every mailbox.
create table phishing_removal (
  removal_id bigint generated always as identity primary key,
  campaign_id bigint not null,
  kind text not null,
  removed_at timestamptz not null,
  removed_by bigint not null,
  restored_at timestamptz,
  restored_by bigint
);
create index phishing_removal_campaign on phishing_removal (campaign_id);

create table phishing_removed (
  account_id bigint not null,
  removal_id bigint not null,
  mailbox_id bigint not null,
  uid bigint not null,
  email_id bigint not null,
  flags smallint not null,
  keywords text[] not null,
  primary key (account_id, removal_id, mailbox_id, uid)
);

-- Whoever followed a link of a campaign through the webmail, or insisted on answering it.
create table phishing_reaction (
  account_id bigint not null,
  campaign_id bigint not null,
  kind text not null,
  at timestamptz not null,
  primary key (account_id, campaign_id, kind)
);

create table phishing_block (
  kind text not null,
  value text not null,
  campaign_id bigint,
  blocked_at timestamptz not null,
  blocked_by bigint not null,
  primary key (kind, value)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
