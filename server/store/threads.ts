/**
 * Threads. A message belongs to the thread of any message it names, or that names it, under the same base subject
 * (rfc/8621#3). Threads never merge: a message between two of them joins the older.
 */
import { createHash } from 'node:crypto';
import type { MessageFacts } from '../formats/message/facts.ts';
import type { AccountId } from '../model/account.ts';
import type { ThreadId } from '../model/email.ts';
import type { Queryable } from './database.ts';

/** The hashed keys of a message: each identifier it bears or names, with its base subject. Signed 64-bit, as text. */
export function threadKeys(facts: MessageFacts): string[] {
  const keys = facts.messageIds.map(id =>
    createHash('sha256').update(id).update('\0').update(facts.baseSubject).digest().readBigInt64BE().toString(),
  );
  return [...new Set(keys)];
}

/** Threads that keys lead to, by `account/key`. */
export async function findThreads(
  tx: Queryable,
  keys: { accountId: AccountId; key: string }[],
): Promise<Map<string, ThreadId>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.query<{ name: string; thread_id: ThreadId }>({
    text: `select k.account_id || '/' || k.key as name, k.thread_id
           from unnest($1::bigint[], $2::bigint[]) n(account_id, key)
           join thread_key k on k.account_id = n.account_id and k.key = n.key`,
    values: [keys.map(k => k.accountId), keys.map(k => k.key)],
  });
  return new Map(rows.map(row => [row.name, row.thread_id]));
}

/** Remembers where new keys lead. */
export async function keepThreadKeys(
  tx: Queryable,
  keys: { accountId: AccountId; key: string; threadId: ThreadId }[],
): Promise<void> {
  if (keys.length === 0) return;
  await tx.query({
    text: `insert into thread_key (account_id, key, thread_id)
           select * from unnest($1::bigint[], $2::bigint[], $3::bigint[])
           on conflict do nothing`,
    values: [keys.map(k => k.accountId), keys.map(k => k.key), keys.map(k => k.threadId)],
  });
}
