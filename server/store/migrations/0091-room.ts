import { type Kysely, sql } from 'kysely';

/** Room: deleted mail that waits to be taken back, quotas by population and person, how full boxes are and were. */
const tables = `
-- Emails whose last placement was removed: where they were and how they were marked. They leave it when they are taken
-- back, and with the email when it is purged. What a removal of phishing took is not here: phishing_removed has it.
create table deleted_email (
  account_id bigint not null,
  email_id bigint not null,
  mailbox_id bigint not null,
  deleted_at timestamptz not null,
  flags smallint not null,
  keywords text[] not null,
  primary key (account_id, email_id)
);
create index deleted_email_at on deleted_email (account_id, deleted_at);

insert into deleted_email (account_id, email_id, mailbox_id, deleted_at, flags, keywords)
select distinct on (g.account_id, g.email_id) g.account_id, g.email_id, g.mailbox_id, g.gone_at, 0, '{}'
from gone g join email e on e.account_id = g.account_id and e.email_id = g.email_id
where g.destroyed
  and not exists (select from placement p where p.account_id = g.account_id and p.email_id = g.email_id)
  and not exists (select from phishing_removed r where r.account_id = g.account_id and r.email_id = g.email_id)
order by g.account_id, g.email_id, g.gone_at desc;

-- How full an account was when its owner was last told: 0, 75, 90, 95 or 100 %. full_since: since when it is at 100.
create table quota_watch (
  account_id bigint primary key,
  level smallint not null,
  full_since timestamptz
);

create table population_quota (
  population text primary key,
  allowed_bytes bigint not null
);

-- A room of its own. until: the last day it holds; null: for good.
create table quota_grant (
  account_id bigint primary key,
  allowed_bytes bigint not null,
  until date,
  granted_by bigint not null,
  granted_at timestamptz not null
);

-- What each account used at the start of a week: what a forecast is made from.
create table room_used (
  account_id bigint not null,
  day date not null,
  bytes bigint not null,
  primary key (account_id, day)
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
