/**
 * The end of an account: every row that names it, in whatever table, found in the catalogue of the database itself, so that
 * a table made later is not forgotten. What stays is listed here, with its reason.
 */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Tables that go on naming an eliminated account. */
const staying: Readonly<Record<string, string>> = {
  account: 'its number, so that it is never given again',
  address: 'reserved for ten years (R2)',
};

/** Columns that name an account and are neither called account_id nor bound to it by the database. */
const byOtherNames = [
  { table: 'acl', column: 'grantee' },
  { table: 'seen', column: 'reader' },
  { table: 'loan', column: 'grantee' },
  { table: 'composing', column: 'writer' },
] as const;

export type Naming = { readonly table: string; readonly column: string };

/** Every column that names accounts, those of dependent tables before those they depend on. */
export async function listNamings(db: Queryable): Promise<Naming[]> {
  const [columns, references] = await Promise.all([
    db.query<Naming>({
      text: `select c.relname as "table", a.attname as "column"
             from pg_class c
             join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
             join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where c.relkind in ('r', 'p') and not c.relispartition
               and (a.attname = 'account_id' or exists (
                 select 1 from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid
                   and k.confrelid = 'account'::regclass and a.attnum = any(k.conkey)))
             order by 1, 2`,
    }),
    db.query<{ child: string; parent: string }>({
      text: `select k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent
             from pg_constraint k where k.contype = 'f' and k.conrelid <> k.confrelid`,
    }),
  ]);
  const namings = [...columns, ...byOtherNames].filter(({ table }) => staying[table] === undefined);
  const depth = (table: string, seen: readonly string[] = []): number =>
    seen.includes(table)
      ? 0
      : Math.max(
          0,
          ...references.filter(({ child }) => child === table).map(({ parent }) => 1 + depth(parent, [...seen, table])),
        );
  return namings.sort((a, b) => depth(b.table) - depth(a.table));
}

/** Removes the rows of one table that name the account. @returns how many */
export async function removeNaming(tx: Queryable, { table, column }: Naming, accountId: AccountId): Promise<number> {
  return await tx.run({ text: `delete from "${table}" where "${column}" = $1`, values: [accountId], name: '' });
}

/** How many rows of one table name the account. */
export async function countNaming(db: Queryable, { table, column }: Naming, accountId: AccountId): Promise<number> {
  const [row] = await db.query<{ rows: number }>({
    text: `select count(*) as rows from "${table}" where "${column}" = $1`,
    values: [accountId],
    name: '',
  });
  return row!.rows;
}

/** Accounts whose time has come: closed, with a visa of the archives, or closed before a day. */
export async function listToEliminate(
  db: Queryable,
  closedBefore: string | null,
): Promise<{ accountId: AccountId; grounds: 'visa' | 'delay' }[]> {
  return await db.query({
    text: `select a.account_id as "accountId", case when v.of_account is null then 'delay' else 'visa' end as grounds
           from account a left join archives_visa v on v.of_account = a.account_id
           where a.state = 'closed'
             and (v.of_account is not null or coalesce(a.closed_on, a.closes_on) < $1::date)
           order by a.account_id`,
    values: [closedBefore],
  });
}

/** Writes the record of an elimination and the blobs it named, before anything is removed; false where it is too late. */
export async function beginElimination(
  tx: Queryable,
  accountId: AccountId,
  about: { readonly at: Date; readonly grounds: string },
): Promise<{ messages: number; bytes: number; mailboxes: number } | null> {
  const [row] = await tx.query<{ messages: number; bytes: number; mailboxes: number }>({
    text: `with closing as (
             update account set state = 'purged', password_hash = null, provisional_hash = null, provisional_until = null,
               state_reason = null, credential_version = credential_version + 1
             where account_id = $1 and state = 'closed' returning account_id, coalesce(closed_on, closes_on) as closed_on
           )
           insert into elimination (of_account, closed_on, eliminated_at, grounds, mailboxes, messages, bytes, rows_removed)
           select c.account_id, c.closed_on, $2, $3,
             (select count(*) from mailbox m where m.account_id = $1),
             (select count(*) from email e where e.account_id = $1),
             (select coalesce(sum(bytes), 0) from email e where e.account_id = $1), '{}'
           from closing c
           returning messages, bytes, mailboxes`,
    values: [accountId, about.at, about.grounds],
  });
  if (row === undefined) return null;
  await tx.run({ text: 'delete from scram_key where account_id = $1', values: [accountId] });
  await tx.run({
    text: `insert into elimination_blob (of_account, hash)
           select $1, blob from email where account_id = $1
           union select $1, blob from queue_message where account_id = $1`,
    values: [accountId],
  });
  await tx.run({
    text: `delete from queue_recipient where queue_id in (select queue_id from queue_message where account_id = $1)`,
    values: [accountId],
  });
  await tx.run({
    text: 'delete from throttle where subject = $1 or subject like $2',
    values: [`account ${accountId}`, `account ${accountId} %`],
  });
  return row;
}

/** Completes the record: what was removed from where. Its address is nobody's, and stays reserved. */
export async function completeElimination(
  tx: Queryable,
  accountId: AccountId,
  removed: Readonly<Record<string, number>>,
  today: string,
): Promise<void> {
  await tx.run({
    text: 'update elimination set rows_removed = $2 where of_account = $1',
    values: [accountId, JSON.stringify(removed)],
  });
  await tx.run({
    text: 'update address set released_on = $2::date where account_id = $1 and released_on is null',
    values: [accountId, today],
  });
}

/** Tables with a column `blob`: those that name blobs, and those that only say something of one, keyed by it alone. */
async function listBlobTables(db: Queryable): Promise<{ naming: string[]; telling: string[] }> {
  const tables = await db.query<{ name: string; alone: boolean }>({
    text: `select c.relname as name, exists (
             select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'p' and k.conkey = array[a.attnum]
           ) as alone
           from pg_class c
           join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'blob' and a.atttypid = 'bytea'::regtype
           where c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  });
  const named = (alone: boolean) => tables.filter(table => table.alone === alone).map(table => table.name);
  return { naming: named(false), telling: named(true) };
}

/** SQL that gives every hash in use, for the sweep: what any table names, those made later included. */
export async function composeReferences(db: Queryable): Promise<string> {
  const { naming } = await listBlobTables(db);
  return naming.map(table => `select blob from "${table}"`).join(' union all ');
}

/** Removes what tables say of these blobs themselves: judgements go with what they judged. */
export async function removeTold(db: Queryable, hashes: readonly Buffer[]): Promise<void> {
  const { telling } = await listBlobTables(db);
  for (const table of telling) {
    await db.run({ text: `delete from "${table}" where blob = any($1::bytea[])`, values: [hashes], name: '' });
  }
}

/** Blobs on record that eliminated accounts named and nobody names now. */
export function listOrphans(db: Queryable, references: string): Promise<{ accountId: AccountId; hash: Buffer }[]> {
  return db.query({
    text: `select e.of_account as "accountId", e.hash from elimination_blob e join blob b using (hash)
           where not exists (select from (${references}) as used (hash) where used.hash = e.hash)`,
    name: '',
  });
}

/** Notes the containers in which these blobs lie, before the sweep drops the rows that say so. */
export async function noteContainers(db: Queryable, hashes: readonly Buffer[]): Promise<void> {
  await db.run({
    text: `insert into elimination_container (container)
           select distinct container from blob where hash = any($1::bytea[]) on conflict do nothing`,
    values: [hashes],
  });
}

/** Containers that may hold bytes of eliminated accounts. */
export async function listContainers(db: Queryable): Promise<number[]> {
  const rows = await db.query<{ container: number }>({ text: 'select container from elimination_container' });
  return rows.map(row => row.container);
}

/** Forgets containers that are no more. */
export async function forgetContainers(db: Queryable, containers: readonly number[]): Promise<void> {
  await db.run({
    text: 'delete from elimination_container where container = any($1::int[])',
    values: [containers],
  });
}

/** Eliminated accounts of which nothing has been proven yet. */
export async function listUnproven(db: Queryable): Promise<AccountId[]> {
  const rows = await db.query<{ accountId: AccountId }>({
    text: 'select of_account as "accountId" from elimination where proved_at is null order by of_account',
  });
  return rows.map(row => row.accountId);
}

export async function setProved(tx: Queryable, accountId: AccountId, at: Date): Promise<void> {
  await tx.run({
    text: 'update elimination set proved_at = $2, of_person = null where of_account = $1',
    values: [accountId, at],
  });
  await tx.run({ text: 'delete from elimination_blob where of_account = $1', values: [accountId] });
}

/** Records the archives' word on closed accounts; how many were closed and had none. */
export async function giveVisas(
  tx: Queryable,
  accountIds: readonly AccountId[],
  visa: { readonly by: AccountId | null; readonly at: Date; readonly reference: string },
): Promise<AccountId[]> {
  const rows = await tx.query<{ accountId: AccountId }>({
    text: `insert into archives_visa (of_account, given_by, given_at, reference)
           select account_id, $2, $3, $4 from account where account_id = any($1::bigint[]) and state = 'closed'
           on conflict do nothing returning of_account as "accountId"`,
    values: [accountIds, visa.by, visa.at, visa.reference],
  });
  return rows.map(row => row.accountId);
}

/** A closed account that waits for the archives, as they are shown it: no content, no name. */
export function listForVisa(
  db: Queryable,
): Promise<{ accountId: AccountId; closedOn: string; population: string | null; messages: number; bytes: number }[]> {
  return db.query({
    text: `select a.account_id as "accountId", to_char(coalesce(a.closed_on, a.closes_on), 'YYYY-MM-DD') as "closedOn",
             p.population, (select count(*) from email e where e.account_id = a.account_id) as messages,
             coalesce(m.used_bytes, 0) as bytes
           from account a
           left join person p on p.person_id = coalesce(a.person_id, a.former_person_id)
           left join mail_account m on m.account_id = a.account_id
           left join archives_visa v on v.of_account = a.account_id
           where a.state = 'closed' and v.of_account is null
           order by 2, 1`,
  });
}
