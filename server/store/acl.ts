/** Access lists: who else may use a mailbox, in the letters of rfc/4314#2.1. */
import type { AccountId } from '../model/account.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** The rights of one grantee over one mailbox. */
export async function readRights(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  grantee: AccountId,
): Promise<string | null> {
  const [row] = await db.query<{ rights: string }>({
    text: 'select rights from acl where account_id = $1 and mailbox_id = $2 and grantee = $3',
    values: [accountId, mailboxId, grantee],
  });
  return row?.rights ?? null;
}
