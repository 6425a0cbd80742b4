import { type Kysely, sql } from 'kysely';

/** What stays of somebody eliminated: enough to give them their address back (R2), and nothing that says who they are. */
const kept = `
-- hr_key: a keyed hash of what HR called them. The row goes with the last reserved address.
create table eliminated_person (
  of_account bigint primary key,
  hr_key bytea not null unique
);

-- The number of the person removed with the account, until the proof that nothing names it any more.
alter table elimination add column of_person bigint;

-- An eliminated account is nobody's.
alter table account
  drop constraint account_owner,
  add constraint account_owner check (
    num_nonnulls(person_id, post_id, former_person_id) = 1
    or state = 'purged' and num_nonnulls(person_id, post_id, former_person_id) = 0);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(kept).execute(database);
}
