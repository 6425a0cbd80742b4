/** Mailboxes as a tree of names, for doors that name them by number. */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { MailboxId, MailboxRole } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** `sortOrder` is null until somebody chose one. */
export type MailboxShape = {
  readonly id: MailboxId;
  /** The whole path. */
  readonly name: string;
  readonly role: MailboxRole | null;
  readonly subscribed: boolean;
  readonly sortOrder: number | null;
};

/** The account's modseq and its mailboxes, in one snapshot. */
export async function readMailboxShapes(
  db: Queryable,
  accountId: AccountId,
): Promise<{ modseq: ModSeq; mailboxes: MailboxShape[] } | null> {
  const rows = await db.query<MailboxShape & { modseq: ModSeq }>({
    text: `select a.modseq, m.mailbox_id as id, m.name, m.role, m.subscribed, m.sort_order as "sortOrder"
           from mail_account a left join mailbox m on m.account_id = a.account_id
           where a.account_id = $1`,
    values: [accountId],
  });
  if (rows[0] === undefined) return null;
  return { modseq: rows[0].modseq, mailboxes: rows.filter(row => row.id !== null) };
}

/** Sets the place a mailbox is shown at among its siblings. */
export async function setSortOrder(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  id: MailboxId,
  sortOrder: number,
): Promise<void> {
  await tx.query({
    text: 'update mailbox set sort_order = $4, shape_modseq = $3 where account_id = $1 and mailbox_id = $2',
    values: [accountId, id, modseq, sortOrder],
  });
}
