/** Names and roles of mailboxes: where deliveries to many accounts go. */
import type { AccountId } from '../model/account.ts';
import type { MailboxId, MailboxRole } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';
import { gathered } from './gathered.ts';

export type NamedMailbox = { readonly id: MailboxId; readonly name: string; readonly role: MailboxRole | null };

/** All mailboxes of an account. Deliveries that ask at once share one statement. */
export async function listNames(db: Queryable, accountId: AccountId): Promise<readonly NamedMailbox[]> {
  return (await askNames(db, [accountId], undefined)).get(accountId) ?? [];
}

const askNames = gathered(async (db, accountIds: readonly AccountId[]) => {
  const rows = await db.query<NamedMailbox & { accountId: AccountId }>({
    text: `select account_id as "accountId", mailbox_id as id, name, role from mailbox
           where account_id = any($1::bigint[])`,
    values: [accountIds],
  });
  return Map.groupBy(rows, ({ accountId }) => accountId);
});
