import type { AccountId } from '../model/account.ts';
import type { ThreadId } from '../model/email.ts';
import type { MailboxId, Uid } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** One place of each message of an account that bears this Message-ID, among the conversations given. */
export function findPlacesOf(
  db: Queryable,
  accountId: AccountId,
  threads: readonly ThreadId[],
  messageId: string,
): Promise<{ mailboxId: MailboxId; uid: Uid }[]> {
  return db.query({
    text: `select distinct on (e.email_id) p.mailbox_id as "mailboxId", p.uid
           from email e join placement p using (account_id, email_id)
           where e.account_id = $1 and e.thread_id = any($2::bigint[]) and e.envelope->>'messageId' = $3
           order by e.email_id, p.mailbox_id, p.uid`,
    values: [accountId, threads, messageId],
  });
}
