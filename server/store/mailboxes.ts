/** Mailboxes as rows: names, roles, UIDVALIDITY and the totals that every writer keeps exact in its own transaction. */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import { hierarchyDelimiter, type MailboxId, type MailboxRole, type Uid, type UidValidity } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** A mailbox with its totals. `bytes` sums the sizes of its messages; `recentUid` is the first UID not yet claimed as recent. */
export type Mailbox = {
  readonly id: MailboxId;
  readonly name: string;
  readonly role: MailboxRole | null;
  readonly subscribed: boolean;
  readonly uidValidity: UidValidity;
  readonly uidNext: Uid;
  readonly recentUid: Uid;
  readonly highestModSeq: ModSeq;
  readonly countsModSeq: ModSeq;
  readonly shapeModSeq: ModSeq;
  readonly total: number;
  readonly unseen: number;
  readonly deleted: number;
  readonly bytes: number;
};

const columns = `mailbox_id as id, name, role, subscribed, uid_validity as "uidValidity", uid_next as "uidNext",
  recent_uid as "recentUid", highest_modseq as "highestModSeq", counts_modseq as "countsModSeq",
  shape_modseq as "shapeModSeq", total, unseen, deleted, bytes`;

/** All mailboxes of an account, in no particular order. */
export function listMailboxes(db: Queryable, accountId: AccountId): Promise<Mailbox[]> {
  return db.query<Mailbox>({ text: `select ${columns} from mailbox where account_id = $1`, values: [accountId] });
}

/** The mailbox of that exact name. */
export async function findMailbox(db: Queryable, accountId: AccountId, name: string): Promise<Mailbox | null> {
  const [row] = await db.query<Mailbox>({
    text: `select ${columns} from mailbox where account_id = $1 and name = $2`,
    values: [accountId, name],
  });
  return row ?? null;
}

/** The mailbox of that number. */
export async function readMailbox(db: Queryable, accountId: AccountId, id: MailboxId): Promise<Mailbox | null> {
  const [row] = await db.query<Mailbox>({
    text: `select ${columns} from mailbox where account_id = $1 and mailbox_id = $2`,
    values: [accountId, id],
  });
  return row ?? null;
}

/** The mailboxes of one role in many accounts: where deliveries go. */
export async function findByRole(
  db: Queryable,
  accountIds: AccountId[],
  role: MailboxRole,
): Promise<Map<AccountId, MailboxId>> {
  const rows = await db.query<{ account_id: AccountId; mailbox_id: MailboxId }>({
    text: 'select account_id, mailbox_id from mailbox where account_id = any($1::bigint[]) and role = $2',
    values: [accountIds, role],
  });
  return new Map(rows.map(row => [row.account_id, row.mailbox_id]));
}

/** A mailbox to be made. */
export type NewMailbox = {
  readonly id: MailboxId;
  readonly name: string;
  readonly role: MailboxRole | null;
  readonly subscribed: boolean;
  readonly uidValidity: UidValidity;
};

/** Inserts mailboxes; a name already taken violates the table's own constraint, so callers look first, under the lock. */
export async function insertMailboxes(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  mailboxes: readonly NewMailbox[],
): Promise<void> {
  await tx.query({
    text: `insert into mailbox (account_id, mailbox_id, name, role, subscribed, uid_validity, uid_next, recent_uid,
             highest_modseq, counts_modseq, shape_modseq, created_modseq, total, unseen, deleted, bytes)
           select $1::bigint, m.id, m.name, m.role, m.subscribed, m.uid_validity, 1, 1, $2::bigint, $2::bigint, $2::bigint,
             $2::bigint, 0, 0, 0, 0
           from unnest($3::bigint[], $4::text[], $5::text[], $6::boolean[], $7::bigint[])
             m(id, name, role, subscribed, uid_validity)`,
    values: [
      accountId,
      modseq,
      mailboxes.map(m => m.id),
      mailboxes.map(m => m.name),
      mailboxes.map(m => m.role),
      mailboxes.map(m => m.subscribed),
      mailboxes.map(m => m.uidValidity),
    ],
  });
}

/** Renames a mailbox and every mailbox below it. rfc/9051#6.3.6 */
export async function renameTree(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  from: string,
  to: string,
): Promise<void> {
  await tx.query({
    text: `update mailbox set name = $4::text || substr(name, length($3::text) + 1), shape_modseq = $2::bigint
           where account_id = $1 and (name = $3::text or left(name, length($3::text) + 1) = $3::text || $5::text)`,
    values: [accountId, modseq, from, to, hierarchyDelimiter],
  });
}

/** Gives or takes the role of a mailbox. */
export async function setRole(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  id: MailboxId,
  role: MailboxRole | null,
): Promise<void> {
  await tx.query({
    text: 'update mailbox set role = $4, shape_modseq = $3 where account_id = $1 and mailbox_id = $2',
    values: [accountId, id, modseq, role],
  });
}

/** Removes an empty mailbox and leaves its tombstone, shares and read marks gone with it. */
export async function removeMailbox(tx: Queryable, accountId: AccountId, modseq: ModSeq, id: MailboxId): Promise<void> {
  await tx.query({
    text: `with removed as (delete from mailbox where account_id = $1::bigint and mailbox_id = $2::bigint returning mailbox_id),
             unshared as (delete from acl where account_id = $1 and mailbox_id = $2 returning grantee),
             unlisted as (
               delete from share where account_id in (select grantee from unshared) and owner = $1 and mailbox_id = $2
             ),
             noted as (
               insert into share_change (account_id, owner, modseq) select grantee, $1, $3::bigint from unshared
               on conflict (account_id, owner) do update set modseq = excluded.modseq
             ),
             unannotated as (delete from annotation where account_id = $1 and mailbox_id = $2),
             unsigned as (delete from url_key where account_id = $1 and mailbox_id = $2),
             unread as (delete from seen where account_id = $1 and mailbox_id = $2)
           insert into gone_mailbox (account_id, mailbox_id, modseq) select $1::bigint, mailbox_id, $3::bigint from removed`,
    values: [accountId, id, modseq],
  });
}

/** Subscribes or unsubscribes an existing mailbox; false where no mailbox has that name. */
export async function setSubscribed(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  name: string,
  subscribed: boolean,
): Promise<boolean> {
  const rows = await tx.query({
    text: `update mailbox set subscribed = $4, shape_modseq = $2 where account_id = $1 and name = $3 returning 1`,
    values: [accountId, modseq, name, subscribed],
  });
  return rows.length > 0;
}

/** Names subscribed without a mailbox: a subscription outlives its mailbox. rfc/9051#6.3.7 */
export async function listStraySubscriptions(db: Queryable, accountId: AccountId): Promise<string[]> {
  const rows = await db.query<{ name: string }>({
    text: 'select name from stray_subscription where account_id = $1',
    values: [accountId],
  });
  return rows.map(row => row.name);
}

/** Keeps, or drops, the subscription of a name that has no mailbox. */
export async function setStraySubscription(
  tx: Queryable,
  accountId: AccountId,
  name: string,
  subscribed: boolean,
): Promise<void> {
  await tx.query({
    text: subscribed
      ? 'insert into stray_subscription (account_id, name) values ($1, $2) on conflict do nothing'
      : 'delete from stray_subscription where account_id = $1 and name = $2',
    values: [accountId, name],
  });
}

/** Remembers that every message below `next` was told of as \Recent to somebody. rfc/3501#2.3.2 */
export async function claimRecent(db: Queryable, accountId: AccountId, id: MailboxId, next: Uid): Promise<void> {
  await db.run({
    text: 'update mailbox set recent_uid = $3 where account_id = $1 and mailbox_id = $2 and recent_uid < $3',
    values: [accountId, id, next],
  });
}

/** How many messages nobody was told of as \Recent. */
export async function countRecent(db: Queryable, accountId: AccountId, id: MailboxId): Promise<number> {
  const [row] = await db.query<{ recent: number }>({
    text: `select count(*) as recent from placement p join mailbox m using (account_id, mailbox_id)
           where p.account_id = $1 and p.mailbox_id = $2 and p.uid >= m.recent_uid`,
    values: [accountId, id],
  });
  return row!.recent;
}
