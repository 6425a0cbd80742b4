import { type Kysely, sql } from 'kysely';

/** What the analyst's desk needs beside reports: signs of hijacked accounts, passwords that are due, exercises. */
const tables = `
-- A new password is asked of this account before anything else: its owner answered a phishing mail, or was hijacked.
alter table account add column password_due boolean not null default false;

-- What speaks against an account, by hour: 'bounce' counts recipients that refused for good, 'phishing' messages to
-- colleagues that the judge found suspect.
create table account_sign (
  account_id bigint not null,
  hour timestamptz not null,
  kind text not null,
  count integer not null,
  primary key (account_id, hour, kind)
);
create index account_sign_hour on account_sign (hour);

-- Harmless campaigns of the house. Who got one is not kept: results are numbers.
create table phishing_exercise (
  exercise_id bigint generated always as identity primary key,
  campaign_id bigint not null,
  template text not null,
  population text,
  sent_at timestamptz not null,
  sent_by bigint not null,
  sent integer not null,
  followed integer not null
);
create unique index phishing_exercise_campaign on phishing_exercise (campaign_id);

-- The messages of exercises, by which a report is known to be of one.
create table phishing_exercise_message (
  blob bytea primary key,
  campaign_id bigint not null
);

-- Links that nobody has followed yet, by the hash of their token: who follows one is counted, and the row goes.
create table phishing_lure (
  token_hash bytea primary key,
  exercise_id bigint not null
);
`;

/** Accounts older than the reporting mailbox get one; who has made a mailbox of that name keeps it. Done twice it does nothing. */
export const reportMailboxes = `
with old as (
  update mail_account a
  set modseq = a.modseq + 1, last_id = a.last_id + 1, last_uid_validity = a.last_uid_validity + 1
  where exists (select from mailbox m where m.account_id = a.account_id and m.role = 'inbox')
    and not exists (select from mailbox m where m.account_id = a.account_id
                    and (m.role = 'report' or m.name = 'Signaler un hameçonnage'))
  returning a.account_id, a.modseq, a.last_id, a.last_uid_validity
)
insert into mailbox (account_id, mailbox_id, name, role, subscribed, uid_validity, uid_next, recent_uid,
  highest_modseq, counts_modseq, shape_modseq, total, unseen, deleted, bytes)
select account_id, last_id, 'Signaler un hameçonnage', 'report', true, last_uid_validity, 1, 1,
  modseq, modseq, modseq, 0, 0, 0, 0
from old;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(database);
  await sql.raw(reportMailboxes).execute(database);
}
