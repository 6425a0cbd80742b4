/**
 * The narrow hot row of each mail account. Its update is the lock every writer of the account takes first, so that
 * changes are totally ordered per account and no reader can miss one.
 */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { UidValidity } from '../model/mailbox.ts';
import { Refusal } from '../model/refusal.ts';
import type { Queryable } from './database.ts';

/** Takes the account's lock for this transaction and gives the modseq of the change about to be made. */
export async function raiseModSeq(tx: Queryable, accountId: AccountId): Promise<ModSeq> {
  const [row] = await tx.query<{ modseq: ModSeq }>({
    text: 'update mail_account set modseq = modseq + 1 where account_id = $1 returning modseq',
    values: [accountId],
  });
  if (row === undefined) throw new Refusal('closed');
  return row.modseq;
}

/** As `raiseModSeq`, and reserves `count` numbers ending at the returned `lastId`, and one fresh UIDVALIDITY. */
export async function raiseForMailboxes(
  tx: Queryable,
  accountId: AccountId,
  count: number,
): Promise<{ modseq: ModSeq; lastId: number; lastUidValidity: UidValidity }> {
  const [row] = await tx.query<{ modseq: ModSeq; last_id: number; last_uid_validity: UidValidity }>({
    text: `update mail_account
           set modseq = modseq + 1, last_id = last_id + $2, last_uid_validity = last_uid_validity + $2
           where account_id = $1
           returning modseq, last_id, last_uid_validity`,
    values: [accountId, count],
  });
  if (row === undefined) throw new Refusal('closed');
  return { modseq: row.modseq, lastId: row.last_id, lastUidValidity: row.last_uid_validity };
}

/** The account's place in its own history, and the modseq below which tombstones have expired. */
export async function readModSeq(
  db: Queryable,
  accountId: AccountId,
): Promise<{ modseq: ModSeq; goneFloor: ModSeq } | null> {
  const [row] = await db.query<{ modseq: ModSeq; gone_floor: ModSeq }>({
    text: 'select modseq, gone_floor from mail_account where account_id = $1',
    values: [accountId],
  });
  return row === undefined ? null : { modseq: row.modseq, goneFloor: row.gone_floor };
}

/** The modseqs of many accounts: what the watch compares every twenty seconds. */
export async function readModSeqs(db: Queryable, accountIds: AccountId[]): Promise<Map<AccountId, ModSeq>> {
  const rows = await db.query<{ account_id: AccountId; modseq: ModSeq }>({
    text: 'select account_id, modseq from mail_account where account_id = any($1::bigint[])',
    values: [accountIds],
  });
  return new Map(rows.map(row => [row.account_id, row.modseq]));
}

/** What an account uses and may use. */
export type Quota = {
  /** Each email counts once, however many mailboxes hold it. */
  readonly usedBytes: number;
  readonly allowedBytes: number;
  /** In all mailboxes, each placement one; counted only where `allowedMessages` bounds them. */
  readonly usedMessages: number;
  readonly allowedMessages: number | null;
};

export async function readQuota(db: Queryable, accountId: AccountId): Promise<Quota | null> {
  const [row] = await db.query<Quota>({
    text: `select used_bytes as "usedBytes", allowed_bytes as "allowedBytes", allowed_messages as "allowedMessages",
             case when allowed_messages is null then 0
               else (select coalesce(sum(m.total), 0)::bigint from mailbox m where m.account_id = a.account_id)
             end as "usedMessages"
           from mail_account a where a.account_id = $1`,
    values: [accountId],
  });
  return row ?? null;
}

/** Sets what the account may use: bytes, where told, and messages; null for as many as there is room for. */
export async function setAllowed(
  tx: Queryable,
  accountId: AccountId,
  allowed: { readonly bytes: number | null; readonly messages: number | null },
): Promise<void> {
  await tx.query({
    text: `update mail_account
           set modseq = modseq + 1, allowed_bytes = coalesce($2::bigint, allowed_bytes), allowed_messages = $3::bigint
           where account_id = $1`,
    values: [accountId, allowed.bytes, allowed.messages],
  });
}
