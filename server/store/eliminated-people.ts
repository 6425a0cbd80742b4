/**
 * The person behind an eliminated account: removed from every table that names them, found in the catalogue of the database
 * itself, but for a keyed hash by which their address finds them again (R2).
 */
import type { AccountId, PersonId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** Eliminated accounts that still name their owner. */
export async function listOwnedEliminated(db: Queryable): Promise<AccountId[]> {
  const rows = await db.query<{ accountId: AccountId }>({
    text: `select account_id as "accountId" from account
           where state = 'purged' and num_nonnulls(person_id, former_person_id) > 0 order by account_id`,
  });
  return rows.map(row => row.accountId);
}

/** Parts an eliminated account from its owner. @returns them, and whether they have no other account; null for a post's */
export async function partFromOwner(
  tx: Queryable,
  accountId: AccountId,
): Promise<{ personId: PersonId; hrKey: string; alone: boolean } | null> {
  const [owner] = await tx.query<{ personId: PersonId; hrKey: string; alone: boolean }>({
    text: `select p.person_id as "personId", p.hr_key as "hrKey", not exists (
             select from account o where o.account_id <> a.account_id and p.person_id in (o.person_id, o.former_person_id)
           ) as alone
           from account a join person p on p.person_id = coalesce(a.person_id, a.former_person_id)
           where a.account_id = $1`,
    values: [accountId],
  });
  if (owner === undefined) return null;
  await tx.run({
    text: 'update account set person_id = null, former_person_id = null where account_id = $1',
    values: [accountId],
  });
  return owner;
}

/** Columns that name persons, `person` itself last. */
async function listPersonNamings(db: Queryable): Promise<{ table: string; column: string }[]> {
  const columns = await db.query<{ table: string; column: string }>({
    text: `select c.relname as "table", a.attname as "column"
           from pg_constraint k
           join pg_class c on c.oid = k.conrelid
           join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
           join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
           where k.contype = 'f' and k.confrelid = 'person'::regclass and c.relname <> 'account' order by 1, 2`,
  });
  return [...columns, { table: 'person', column: 'person_id' }];
}

/** Removes a person for good. `hrKey`: the keyed hash that stays. @returns rows removed by `table.column` */
export async function removePerson(
  tx: Queryable,
  { accountId, personId, hrKey }: { accountId: AccountId; personId: PersonId; hrKey: Buffer },
): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const { table, column } of await listPersonNamings(tx)) {
    const text = `delete from "${table}" where "${column}" = $1`;
    const rows = await tx.run({ text, values: [personId], name: '' });
    if (rows > 0) removed[`${table}.${column}`] = rows;
  }
  await tx.run({
    text: `insert into eliminated_person (of_account, hr_key) values ($1, $2)
           on conflict (hr_key) do update set of_account = excluded.of_account`,
    values: [accountId, hrKey],
  });
  await tx.run({
    text: 'update elimination set of_person = $2 where of_account = $1',
    values: [accountId, personId],
  });
  return removed;
}

/** What still names the person of an eliminated account, by `table.column`. */
export async function countNamingPerson(db: Queryable, accountId: AccountId): Promise<Record<string, number>> {
  const left: Record<string, number> = {};
  for (const { table, column } of await listPersonNamings(db)) {
    const [row] = await db.query<{ rows: number }>({
      text: `select count(*) as rows from "${table}"
             where "${column}" = (select of_person from elimination where of_account = $1)`,
      values: [accountId],
      name: '',
    });
    if (row!.rows > 0) left[`${table}.${column}`] = row!.rows;
  }
  return left;
}

/** Which of these keyed hashes are of somebody eliminated, in hexadecimal, and under which account. */
export async function findEliminated(db: Queryable, hrKeys: readonly Buffer[]): Promise<Map<string, AccountId>> {
  if (hrKeys.length === 0) return new Map();
  const rows = await db.query<{ hrKey: Buffer; accountId: AccountId }>({
    text: 'select hr_key as "hrKey", of_account as "accountId" from eliminated_person where hr_key = any($1::bytea[])',
    values: [hrKeys],
  });
  return new Map(rows.map(row => [row.hrKey.toString('hex'), row.accountId]));
}

/** They are back, and their addresses with them. */
export async function forgetEliminated(tx: Queryable, accountIds: readonly AccountId[]): Promise<void> {
  await tx.run({ text: 'delete from eliminated_person where of_account = any($1::bigint[])', values: [accountIds] });
}

/** Removes the addresses of eliminated accounts released on or before a day, and what waited for their owners' return. */
export async function forgetReserved(tx: Queryable, releasedOn: string): Promise<void> {
  await tx.run({
    text: `delete from address d using account a
           where a.account_id = d.account_id and a.state = 'purged' and d.released_on <= $1::date`,
    values: [releasedOn],
  });
  await tx.run({
    text: `delete from eliminated_person e where not exists (select from address d where d.account_id = e.of_account)`,
  });
}
