/** The mail side of many accounts opened at once: the hot row and the first mailboxes, all in two statements. */
import type { AccountId } from '../model/account.ts';
import type { MailboxRole } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** `uidValidity` is where UIDVALIDITY values start: seconds of the epoch. The mailboxes are subscribed. */
export async function openMailAccounts(
  tx: Queryable,
  accounts: readonly { readonly accountId: AccountId; readonly allowedBytes: number }[],
  mailboxes: readonly { readonly name: string; readonly role: MailboxRole }[],
  uidValidity: number,
): Promise<void> {
  await tx.query({
    text: `insert into mail_account (account_id, modseq, last_id, last_uid_validity, used_bytes, allowed_bytes, gone_floor)
           select n.account_id, 1, $3::bigint, $4::bigint + $3::bigint, 0, n.allowed, 0
           from unnest($1::bigint[], $2::bigint[]) n(account_id, allowed)`,
    values: [
      accounts.map(each => each.accountId),
      accounts.map(each => each.allowedBytes),
      mailboxes.length,
      uidValidity,
    ],
  });
  await tx.query({
    text: `insert into mailbox (account_id, mailbox_id, name, role, subscribed, uid_validity, uid_next, recent_uid,
             highest_modseq, counts_modseq, shape_modseq, total, unseen, deleted, bytes)
           select n.account_id, m.rank, m.name, m.role, true, $4::bigint + m.rank, 1, 1, 1, 1, 1, 0, 0, 0, 0
           from unnest($1::bigint[]) n(account_id)
           cross join unnest($2::text[], $3::text[]) with ordinality m(name, role, rank)`,
    values: [
      accounts.map(each => each.accountId),
      mailboxes.map(each => each.name),
      mailboxes.map(each => each.role),
      uidValidity,
    ],
  });
}
