/** What makes the URL keys of mailboxes differ: a salt for each mailbox and reader. The secret itself is in no table. */
import type { AccountId } from '../model/account.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** The salt that is kept, or the one given where none is. */
export async function keepSalt(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  reader: AccountId,
  fresh: Buffer,
): Promise<Buffer> {
  const values = [accountId, mailboxId, reader, fresh];
  const [row] = await db.query<{ salt: Buffer }>({
    text: `with kept as (
             insert into url_key (account_id, mailbox_id, reader, salt) values ($1, $2, $3, $4)
             on conflict do nothing returning salt
           )
           select salt from kept
           union all
           select salt from url_key where account_id = $1 and mailbox_id = $2 and reader = $3
           limit 1`,
    values,
  });
  // Another session was first, and its row is not in our snapshot: it is now.
  return row?.salt ?? (await keepSalt(db, accountId, mailboxId, reader, fresh));
}

/** Forgets salts: of one mailbox, or of all those of an account. */
export async function dropSalts(
  db: Queryable,
  accountId: AccountId,
  reader: AccountId,
  mailboxId: MailboxId | null,
): Promise<void> {
  await db.run({
    text: `delete from url_key
           where account_id = $1 and reader = $2 and ($3::bigint is null or mailbox_id = $3::bigint)`,
    values: [accountId, reader, mailboxId],
  });
}
