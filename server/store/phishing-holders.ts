/** Who has, or had, the mail of a campaign, and what they did with it. */
import type { AccountId, Address } from '../model/account.ts';
import { type BlobHash, flagBits } from '../model/email.ts';
import type { Queryable } from './database.ts';
import type { CampaignId } from './phishing-campaigns.ts';

export type Holder = {
  readonly accountId: AccountId;
  /** Null where the account has none any more. */
  readonly address: Address | null;
  readonly opened: boolean;
  /** Marked as answered, or a message of theirs in the same conversation lies in their sent mail. */
  readonly answered: boolean;
  readonly followed: boolean;
  readonly reported: boolean;
  readonly warned: boolean;
  /** The mail is still in a mailbox of theirs. */
  readonly present: boolean;
};

/** Those who acted first come first. */
export function listHolders(
  db: Queryable,
  campaignId: CampaignId,
  blobs: readonly BlobHash[],
  most: number,
): Promise<Holder[]> {
  return db.query<Holder>({
    text: `with held as (
             select e.account_id, e.thread_id, bool_or(p.flags & ${flagBits.seen} <> 0) as opened,
                    bool_or(p.flags & ${flagBits.answered} <> 0) as answered, true as present
             from mail_account a
             cross join lateral (
               select account_id, email_id, thread_id from email
               where account_id = a.account_id and blob = any($2::bytea[]) offset 0
             ) e
             join placement p on p.account_id = e.account_id and p.email_id = e.email_id
             group by e.account_id, e.thread_id
           ), had as (
             select d.account_id, e.thread_id, bool_or(d.flags & ${flagBits.seen} <> 0) as opened,
                    bool_or(d.flags & ${flagBits.answered} <> 0) as answered, false as present
             from phishing_removed d
             join phishing_removal r using (removal_id)
             join email e on e.account_id = d.account_id and e.email_id = d.email_id
             where r.campaign_id = $1 group by d.account_id, e.thread_id
           ), mail as (
             select account_id, bool_or(opened) as opened, bool_or(present) as present,
                    bool_or(answered or exists (
                      select from email x
                      join placement p on p.account_id = x.account_id and p.email_id = x.email_id
                      join mailbox m on m.account_id = p.account_id and m.mailbox_id = p.mailbox_id and m.role = 'sent'
                      where x.account_id = b.account_id and x.thread_id = b.thread_id)) as answered
             from (select * from held union all select * from had) b group by account_id
           ), did as (
             select account_id, bool_or(kind = 'answered') as answered, bool_or(kind = 'followed') as followed,
                    bool_or(kind = 'warned') as warned
             from phishing_reaction where campaign_id = $1 group by account_id
           ), known as (
             select account_id, coalesce(mail.opened, true) or coalesce(did.followed, false) as opened,
                    coalesce(mail.answered, false) or coalesce(did.answered, false) as answered,
                    coalesce(did.followed, false) as followed, coalesce(did.warned, false) as warned,
                    coalesce(mail.present, false) as present
             from mail full join did using (account_id)
           )
           select k.account_id as "accountId",
                  (select d.address from address d where d.account_id = k.account_id and d.main) as address,
                  k.opened, k.answered, k.followed, k.warned, k.present,
                  exists (select from phishing_report r where r.account_id = k.account_id and r.campaign_id = $1) as reported
           from known k
           order by k.answered desc, k.followed desc, k.opened desc, k.account_id limit $3`,
    values: [campaignId, blobs, most],
  });
}

/** The campaign that a message of somebody's mailbox is of, if it was reported by anybody. */
export async function findCampaignOf(db: Queryable, blob: BlobHash): Promise<CampaignId | null> {
  const [row] = await db.query<{ id: CampaignId }>({
    text: `select campaign_id as id from phishing_report where blob = $1 order by campaign_id desc limit 1`,
    values: [blob],
  });
  return row?.id ?? null;
}
