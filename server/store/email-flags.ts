/** Flags of emails, whatever the mailboxes that hold them: what JMAP's keywords change. */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import { type EmailId, flagBits } from '../model/email.ts';
import type { Queryable } from './database.ts';

/** All flags of an email as they shall be; `\Deleted`, which belongs to placements, is left alone. */
export type EmailFlags = { readonly emailId: EmailId; readonly flags: number; readonly keywords: readonly string[] };

/**
 * Writes flags of emails into all their placements, totals following; must hold the account's lock. Placements that have
 * these flags already are not touched.
 */
export async function setEmailFlags(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  emails: readonly EmailFlags[],
): Promise<void> {
  await tx.query({
    text: `with wanted as (
             select email_id, flags, case keywords when '' then '{}' else string_to_array(keywords, ' ') end as keywords
             from unnest($3::bigint[], $4::int[], $5::text[]) n(email_id, flags, keywords)
           ), before as (
             select p.mailbox_id, p.uid, p.flags as old_flags,
               w.flags | (p.flags & ${flagBits.deleted}) as new_flags, w.keywords as new_keywords
             from wanted w join placement p on p.account_id = $1::bigint and p.email_id = w.email_id
             where p.flags <> (w.flags | (p.flags & ${flagBits.deleted})) or p.keywords <> w.keywords
           ), changed as (
             update placement p set flags = b.new_flags, keywords = b.new_keywords, modseq = $2::bigint
             from before b where p.account_id = $1 and p.mailbox_id = b.mailbox_id and p.uid = b.uid
             returning p.mailbox_id, p.flags, b.old_flags
           )
           update mailbox m
           set unseen = m.unseen + d.unseen, highest_modseq = $2::bigint,
               counts_modseq = case when d.unseen <> 0 then $2::bigint else m.counts_modseq end
           from (
             select mailbox_id,
               sum((old_flags & ${flagBits.seen}) - (flags & ${flagBits.seen})) / ${flagBits.seen} as unseen
             from changed group by mailbox_id
           ) d
           where m.account_id = $1 and m.mailbox_id = d.mailbox_id`,
    values: [
      accountId,
      modseq,
      emails.map(email => email.emailId),
      emails.map(email => email.flags),
      emails.map(email => [...email.keywords].sort().join(' ')),
    ],
  });
}
