/** What scripts remember: whom they answered, what they have seen. Keys are hashes: no third party's address is kept. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';

/** The duplicates among these keys that are remembered still. */
export async function rememberedDuplicates(
  db: Queryable,
  accountId: AccountId,
  keys: readonly Buffer[],
  now: Date,
): Promise<Set<string>> {
  const rows = await db.query<{ key: string }>({
    text: `select encode(key, 'hex') as key from duplicate_memory
           where account_id = $1 and key = any($2::bytea[]) and until > $3`,
    values: [accountId, keys, now],
  });
  return new Set(rows.map(row => row.key));
}

export type DuplicateMemory = { readonly key: Buffer; readonly until: Date; readonly last: boolean };

/** Remembers duplicates; an entry that is known keeps its end, unless it counts from the last sight or has expired. rfc/7352#3.3 */
export async function rememberDuplicates(
  tx: Queryable,
  accountId: AccountId,
  memories: readonly DuplicateMemory[],
  now: Date,
): Promise<void> {
  await tx.run({
    text: `insert into duplicate_memory as known (account_id, key, until)
           select $1::bigint, n.key, n.until from unnest($2::bytea[], $3::timestamptz[], $4::boolean[]) n(key, until, last)
           on conflict (account_id, key) do update set until = excluded.until
           where known.until <= $5 or excluded.key in (
             select n.key from unnest($2::bytea[], $4::boolean[]) n(key, last) where n.last)`,
    values: [
      accountId,
      memories.map(memory => memory.key),
      memories.map(memory => memory.until),
      memories.map(memory => memory.last),
      now,
    ],
  });
}

export async function isAnswered(db: Queryable, accountId: AccountId, key: Buffer, now: Date): Promise<boolean> {
  const rows = await db.query({
    text: 'select 1 from vacation_memory where account_id = $1 and key = $2 and until > $3',
    values: [accountId, key, now],
  });
  return rows.length > 0;
}

/** Takes the right to answer once until then. @returns false where somebody has it already: of two at once one alone gets it */
export async function reserveAnswer(
  tx: Queryable,
  accountId: AccountId,
  key: Buffer,
  until: Date,
  now: Date,
): Promise<boolean> {
  const count = await tx.run({
    text: `insert into vacation_memory as known (account_id, key, until) values ($1, $2, $3)
           on conflict (account_id, key) do update set until = excluded.until where known.until <= $4`,
    values: [accountId, key, until, now],
  });
  return count > 0;
}

/** What a new absence starts with: nobody has been answered. */
export async function forgetAnswers(tx: Queryable, accountId: AccountId): Promise<void> {
  await tx.run({ text: 'delete from vacation_memory where account_id = $1', values: [accountId] });
}

/** Drops what has expired: work for the clock. */
export async function forgetExpired(db: Queryable, now: Date): Promise<number> {
  const answered = await db.run({ text: 'delete from vacation_memory where until <= $1', values: [now] });
  return answered + (await db.run({ text: 'delete from duplicate_memory where until <= $1', values: [now] }));
}
