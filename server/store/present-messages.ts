import type { AccountId } from '../model/account.ts';
import type { BlobHash } from '../model/email.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** What a mailbox holds, by content: the blob of each message and the trace lines before it. */
export function listPresent(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
): Promise<{ blob: BlobHash; trace: string }[]> {
  return db.query({
    text: `select e.blob, e.trace from placement p join email e on e.account_id = p.account_id and e.email_id = p.email_id
           where p.account_id = $1 and p.mailbox_id = $2`,
    values: [accountId, mailboxId],
  });
}
