/**
 * Deleted mail that waits: emails without a placement, with where they were. They can be taken back until they are purged.
 * What a removal of phishing took has its own rows, and is neither shown nor purged from here.
 */
import type { ListedAddress } from '../formats/address/parse.ts';
import type { AccountId } from '../model/account.ts';
import { type EmailId, flagBits } from '../model/email.ts';
import type { MailboxId, Uid } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

export type DeletedEmail = {
  readonly emailId: EmailId;
  readonly deletedAt: Date;
  readonly receivedAt: Date;
  readonly subject: string;
  /** Its first author, as the envelope has them. */
  readonly author: ListedAddress | null;
  readonly bytes: number;
  /** Where it was; null where that mailbox is no more. */
  readonly mailbox: string | null;
};

/** What was deleted after `since`, the latest first; drafts left out, which are written anew at every pause of their author. */
export function listDeleted(
  db: Queryable,
  accountId: AccountId,
  { since, after, most }: { since: Date; after: { at: Date; emailId: EmailId } | null; most: number },
): Promise<DeletedEmail[]> {
  return db.query<DeletedEmail>({
    text: `select d.email_id as "emailId", d.deleted_at as "deletedAt", e.received_at as "receivedAt", e.subject, e.bytes,
             m.name as mailbox,
             e.envelope->'from'->0 as author
           from deleted_email d join email e on e.account_id = d.account_id and e.email_id = d.email_id
           left join mailbox m on m.account_id = d.account_id and m.mailbox_id = d.mailbox_id
           where d.account_id = $1 and d.deleted_at > $2 and d.flags & ${flagBits.draft} = 0
             and ($3::timestamptz is null or (d.deleted_at, d.email_id) < ($3, $4::bigint))
           order by d.deleted_at desc, d.email_id desc limit $5`,
    values: [accountId, since, after?.at ?? null, after?.emailId ?? null, most],
  });
}

export type TakenBack = {
  readonly emailId: EmailId;
  readonly mailboxId: MailboxId;
  readonly flags: number;
  readonly keywords: string[];
  readonly bytes: number;
};

/**
 * Takes emails off those that wait, under the account's lock; each with the mailbox it goes back to: the one it was in,
 * or the inbox where that is gone, or was the bin.
 */
export function takeDeleted(
  tx: Queryable,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  since: Date,
): Promise<TakenBack[]> {
  return tx.query<TakenBack>({
    text: `with taken as (
             delete from deleted_email where account_id = $1 and email_id = any($2::bigint[]) and deleted_at > $3
             returning email_id, mailbox_id, flags, keywords
           )
           select t.email_id as "emailId", coalesce(m.mailbox_id, i.mailbox_id) as "mailboxId", e.bytes,
             t.flags & ~${flagBits.deleted} as flags, t.keywords
           from taken t join email e on e.account_id = $1 and e.email_id = t.email_id
           left join mailbox m on m.account_id = $1 and m.mailbox_id = t.mailbox_id
             and coalesce(m.role, '') not in ('trash', 'junk')
           join mailbox i on i.account_id = $1 and i.role = 'inbox'
           order by t.email_id`,
    values: [accountId, emailIds, since],
  });
}

/** Counts octets that came back; false where there is no room for them. Under the account's lock. */
export async function chargeBytes(tx: Queryable, accountId: AccountId, bytes: number): Promise<boolean> {
  const charged = await tx.run({
    text: `update mail_account set used_bytes = used_bytes + $2
           where account_id = $1 and used_bytes + $2 <= allowed_bytes`,
    values: [accountId, bytes],
  });
  return charged > 0;
}

/** Mail of closed accounts waits for the archives' word, whatever its age. */
const open = `exists (select from account o where o.account_id = a.account_id and o.state not in ('closed', 'purged'))`;

/** Accounts that have something deleted before that moment. */
export async function listPurgeable(db: Queryable, before: Date): Promise<AccountId[]> {
  const rows = await db.query<{ id: AccountId }>({
    text: `select a.account_id as id from mail_account a
           where exists (select from deleted_email d where d.account_id = a.account_id and d.deleted_at < $1) and ${open}
           order by a.account_id`,
    values: [before],
  });
  return rows.map(({ id }) => id);
}

/** Deletes for good what was deleted before that moment, up to so many. Blobs nobody names any more are swept later. */
export async function purgeDeleted(
  tx: Queryable,
  accountId: AccountId,
  before: Date,
  most: number,
): Promise<{ readonly taken: number; readonly purged: EmailId[] }> {
  const rows = await tx.query<{ emailId: EmailId; purged: boolean }>({
    text: `with doomed as (
             select email_id from deleted_email where account_id = $1 and deleted_at < $2 order by deleted_at limit $3
             for update
           ), taken as (
             delete from deleted_email d using doomed o where d.account_id = $1 and d.email_id = o.email_id
             returning d.email_id
           ), purged as (
             delete from email e using taken t
             where e.account_id = $1 and e.email_id = t.email_id
               and not exists (select from placement p where p.account_id = $1 and p.email_id = e.email_id)
               and not exists (select from phishing_removed r where r.account_id = $1 and r.email_id = e.email_id)
             returning e.email_id
           )
           select t.email_id as "emailId", p.email_id is not null as purged
           from taken t left join purged p using (email_id) order by 1`,
    values: [accountId, before, most],
  });
  return { taken: rows.length, purged: rows.filter(row => row.purged).map(({ emailId }) => emailId) };
}

/** Bins and junk mailboxes that hold something put there before that moment. */
export function listStale(db: Queryable, before: Date): Promise<{ accountId: AccountId; mailboxId: MailboxId }[]> {
  return db.query({
    text: `select a.account_id as "accountId", a.mailbox_id as "mailboxId" from mailbox a
           where a.role in ('trash', 'junk') and a.total > 0 and ${open}
             and exists (select from placement p where p.account_id = a.account_id and p.mailbox_id = a.mailbox_id
                           and p.saved_at < $1)
           order by 1, 2`,
    values: [before],
  });
}

/** The UIDs of a mailbox put there before that moment, the oldest first. */
export async function listOldUids(
  tx: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  before: Date,
  most: number,
): Promise<Uid[]> {
  const rows = await tx.query<{ uid: Uid }>({
    text: `select uid from placement where account_id = $1 and mailbox_id = $2 and saved_at < $3 order by uid limit $4`,
    values: [accountId, mailboxId, before, most],
  });
  return rows.map(({ uid }) => uid);
}
