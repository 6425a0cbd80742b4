import { type Kysely, sql } from 'kysely';

const tables = `
-- Accounts whose sendings are held until somebody has looked. cleared_at: when somebody did; null while they are held.
create table sending_hold (
  account_id bigint primary key,
  since timestamptz not null,
  why text not null,
  cleared_at timestamptz
);

-- Of the hour's recipients, those outside the house: the measure of a burst.
alter table sent_count add column outside integer not null default 0;

-- What reports to other domains will say, by day. facts: what was seen, as the report of that kind tells it.
create table report_tally (
  kind text not null,
  day date not null,
  domain text not null,
  facts text not null,
  count bigint not null,
  primary key (kind, day, domain, facts)
);

-- What other houses report of our mail.
create table report_received (
  kind text not null,
  organisation text not null,
  report_id text not null,
  domain text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  passed bigint not null,
  failed bigint not null,
  facts json not null,
  received_at timestamptz not null,
  primary key (kind, organisation, report_id)
);
create index report_received_at on report_received (received_at);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
}
