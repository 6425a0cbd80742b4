/** What guests are told of rights over others' mailboxes, and since when their rights are as they are. rfc/9670#3 */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** Rights in the letters of rfc/4314#2.1; '' for none. */
export type StoredNotification = {
  readonly id: number;
  readonly createdAt: Date;
  readonly changedBy: AccountId;
  readonly changedByAddress: string;
  readonly owner: AccountId;
  readonly mailboxId: MailboxId;
  /** The mailbox's whole path at that time. */
  readonly name: string;
  readonly oldRights: string;
  readonly newRights: string;
};

/** Kept of one account: the oldest leave. */
const mostNotifications = 200;

/** Those of a guest, the oldest first. */
export function listNotifications(db: Queryable, guest: AccountId): Promise<StoredNotification[]> {
  return db.query<StoredNotification>({
    text: `select share_notification_id as id, created_at as "createdAt", changed_by as "changedBy",
             changed_by_address as "changedByAddress", owner, mailbox_id as "mailboxId", name,
             old_rights as "oldRights", new_rights as "newRights"
           from share_notification where account_id = $1 order by share_notification_id`,
    values: [guest],
  });
}

/**
 * Tells a guest. A change of a mailbox it was told of already becomes one with it, from the rights it had before both.
 * @returns the ids of those that left
 */
export async function insertNotification(
  tx: Queryable,
  guest: AccountId,
  modseq: ModSeq,
  notification: StoredNotification,
): Promise<number[]> {
  const { id, createdAt, changedBy, changedByAddress, owner, mailboxId, name, oldRights, newRights } = notification;
  const left = await tx.query<{ id: number; oldRights: string; same: boolean }>({
    text: `delete from share_notification where account_id = $1
             and (owner = $2 and mailbox_id = $3 or share_notification_id in (
               select share_notification_id from share_notification where account_id = $1
               order by share_notification_id desc offset $4))
           returning share_notification_id as id, old_rights as "oldRights", owner = $2 and mailbox_id = $3 as same`,
    values: [guest, owner, mailboxId, mostNotifications - 1],
  });
  const before = left.find(row => row.same)?.oldRights ?? oldRights;
  await tx.run({
    text: `insert into share_notification (account_id, share_notification_id, created_at, changed_by, changed_by_address,
             owner, mailbox_id, name, old_rights, new_rights, created_modseq, modseq)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
    values: [guest, id, createdAt, changedBy, changedByAddress, owner, mailboxId, name, before, newRights, modseq],
  });
  return left.map(row => row.id);
}

export async function removeNotification(tx: Queryable, guest: AccountId, id: number): Promise<boolean> {
  const removed = await tx.run({
    text: 'delete from share_notification where account_id = $1 and share_notification_id = $2',
    values: [guest, id],
  });
  return removed > 0;
}

/** Notes that a guest's rights in the owner's account changed, at that point of the owner's history. */
export async function noteShareChange(
  tx: Queryable,
  guest: AccountId,
  owner: AccountId,
  modseq: ModSeq,
): Promise<void> {
  await tx.run({
    text: `insert into share_change (account_id, owner, modseq) values ($1, $2, $3)
           on conflict (account_id, owner) do update set modseq = excluded.modseq`,
    values: [guest, owner, modseq],
  });
}

/** Since when a guest's rights in the owner's account are as they are; 0 where they never changed. */
export async function readShareChange(db: Queryable, guest: AccountId, owner: AccountId): Promise<ModSeq> {
  const [row] = await db.query<{ modseq: ModSeq }>({
    text: 'select modseq from share_change where account_id = $1 and owner = $2',
    values: [guest, owner],
  });
  return row?.modseq ?? (0 as ModSeq);
}
