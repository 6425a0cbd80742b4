/** What lists of an account's emails are made of: one row an email, however many mailboxes hold it. */
import type { Envelope } from '../formats/message/envelope.ts';
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import { type EmailId, emailFlagMask, flagBits, type ThreadId } from '../model/email.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';
import type { Guest } from './object-changes.ts';

/** An email as lists know it. */
export type CatalogueRow = {
  readonly emailId: EmailId;
  /** Ascending; empty where the email is in no mailbox any more. */
  readonly mailboxIds: readonly MailboxId[];
  readonly flags: number;
  readonly keywords: readonly string[];
  readonly threadId: ThreadId;
  /** Milliseconds of the epoch. */
  readonly receivedAt: number;
  readonly sentAt: number;
  readonly bytes: number;
  readonly hasAttachment: boolean;
};

/** The account's place in its history at the moment of reading, and the rows of emails touched since. */
export type CatalogueNews = { readonly modseq: ModSeq; readonly rows: readonly CatalogueRow[] };

const facts = `e.thread_id as "threadId", (extract(epoch from e.received_at) * 1000)::float8 as "receivedAt",
  (extract(epoch from coalesce(e.sent_at, e.received_at)) * 1000)::float8 as "sentAt",
  e.bytes, e.has_attachment as "hasAttachment"`;

/** All that changed after `since`, in one statement, hence one snapshot. Null where the account is no more. */
export async function readCatalogueNews(
  db: Queryable,
  accountId: AccountId,
  since: ModSeq,
): Promise<CatalogueNews | null> {
  const rows = await db.query<CatalogueRow & { modseq: ModSeq; emailId: EmailId | null }>({
    text: `with touched as (
             select email_id from placement where account_id = $1 and modseq > $2
             union select email_id from gone where account_id = $1 and modseq > $2
           ), placed as (
             select p.email_id, array_agg(distinct p.mailbox_id order by p.mailbox_id) as mailboxes,
                    min(p.flags & 15) as flags, min(p.keywords) as keywords
             from touched t join placement p on p.account_id = $1 and p.email_id = t.email_id
             group by p.email_id
           )
           select a.modseq, t.email_id as "emailId", coalesce(p.mailboxes, '{}') as "mailboxIds",
             coalesce(p.flags, 0) as flags, coalesce(p.keywords, '{}') as keywords, ${facts}
           from mail_account a
           left join (touched t left join placed p on p.email_id = t.email_id
                      join email e on e.account_id = $1 and e.email_id = t.email_id) on true
           where a.account_id = $1`,
    values: [accountId, since],
  });
  if (rows[0] === undefined) return null;
  return { modseq: rows[0].modseq, rows: rows.filter(row => row.emailId !== null) };
}

const seenBy = `left join seen s on s.account_id = p.account_id and s.mailbox_id = p.mailbox_id and s.reader = $2
  and s.uid = p.uid`;
const visibly = `array_agg(distinct p.mailbox_id order by p.mailbox_id) as mailboxes,
  (bit_and(p.flags & ${emailFlagMask & ~flagBits.seen}) | case when bool_or(s.seen) then ${flagBits.seen} else 0 end) as flags,
  min(p.keywords) as keywords`;

/** As `readCatalogueNews`, with the eyes of a guest: the mailboxes it may read, its own read marks. */
export async function readCatalogueNewsSeenBy(
  db: Queryable,
  accountId: AccountId,
  since: ModSeq,
  { reader, mailboxIds }: Guest,
): Promise<CatalogueNews | null> {
  const rows = await db.query<CatalogueRow & { modseq: ModSeq; emailId: EmailId | null }>({
    text: `with touched as (
             select email_id from placement where account_id = $1 and modseq > $3
             union select email_id from gone where account_id = $1 and modseq > $3
             union
             select p.email_id from seen s
             join placement p on p.account_id = $1 and p.mailbox_id = s.mailbox_id and p.uid = s.uid
             where s.account_id = $1 and s.reader = $2 and s.modseq > $3
           ), placed as (
             select p.email_id, ${visibly}
             from touched t join placement p on p.account_id = $1 and p.email_id = t.email_id ${seenBy}
             where p.mailbox_id = any($4::bigint[]) group by p.email_id
           )
           select a.modseq, t.email_id as "emailId", coalesce(p.mailboxes, '{}') as "mailboxIds",
             coalesce(p.flags, 0) as flags, coalesce(p.keywords, '{}') as keywords, ${facts}
           from mail_account a
           left join (touched t left join placed p on p.email_id = t.email_id
                      join email e on e.account_id = $1 and e.email_id = t.email_id) on true
           where a.account_id = $1`,
    values: [accountId, reader, since, mailboxIds],
  });
  if (rows[0] === undefined) return null;
  return { modseq: rows[0].modseq, rows: rows.filter(row => row.emailId !== null) };
}

/** As `readCatalogue`, with the eyes of a guest. */
export async function readCatalogueSeenBy(
  db: Queryable,
  accountId: AccountId,
  { reader, mailboxIds }: Guest,
): Promise<CatalogueNews | null> {
  const rows = await db.query<CatalogueRow & { modseq: ModSeq; emailId: EmailId | null }>({
    text: `with placed as (
             select p.email_id, ${visibly}
             from placement p ${seenBy} where p.account_id = $1 and p.mailbox_id = any($3::bigint[]) group by p.email_id
           )
           select a.modseq, p.email_id as "emailId", p.mailboxes as "mailboxIds", p.flags, p.keywords, ${facts}
           from mail_account a
           left join (placed p join email e on e.account_id = $1 and e.email_id = p.email_id) on true
           where a.account_id = $1`,
    values: [accountId, reader, mailboxIds],
  });
  if (rows[0] === undefined) return null;
  return { modseq: rows[0].modseq, rows: rows.filter(row => row.emailId !== null) };
}

/** Every email that is in a mailbox, in one snapshot. Null where the account is no more. */
export async function readCatalogue(db: Queryable, accountId: AccountId): Promise<CatalogueNews | null> {
  const rows = await db.query<CatalogueRow & { modseq: ModSeq; emailId: EmailId | null }>({
    text: `with placed as (
             select email_id, array_agg(distinct mailbox_id order by mailbox_id) as mailboxes, min(flags & 15) as flags,
                    min(keywords) as keywords
             from placement where account_id = $1 group by email_id
           )
           select a.modseq, p.email_id as "emailId", p.mailboxes as "mailboxIds", p.flags, p.keywords, ${facts}
           from mail_account a
           left join (placed p join email e on e.account_id = $1 and e.email_id = p.email_id) on true
           where a.account_id = $1`,
    values: [accountId],
  });
  if (rows[0] === undefined) return null;
  return { modseq: rows[0].modseq, rows: rows.filter(row => row.emailId !== null) };
}

/** Fields of a header that lists are sorted by, and that simple text conditions look at. */
export type HeadField = 'subject' | 'from' | 'to' | 'cc' | 'bcc';

/** Those of the fields that were asked; the others are empty. */
export type EmailHead = { readonly emailId: EmailId; readonly subject: string } & Pick<
  Envelope,
  'from' | 'to' | 'cc' | 'bcc'
>;

/** Some fields of some emails: what is not asked is not sent. */
export function readEmailHeads(
  db: Queryable,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  fields: readonly HeadField[],
): Promise<EmailHead[]> {
  const people = (['from', 'to', 'cc', 'bcc'] as const).map(field =>
    fields.includes(field) ? `envelope->'${field}' as "${field}"` : `'[]'::json as "${field}"`,
  );
  return db.query<EmailHead>({
    text: `select email_id as "emailId", ${fields.includes('subject') ? 'subject' : `'' as subject`}, ${people.join(', ')}
           from email where account_id = $1 and email_id = any($2::bigint[])`,
    values: [accountId, emailIds],
  });
}
