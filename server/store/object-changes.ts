/** What happened in an account since a moment, as JMAP's `/changes` needs it: which objects, when made, when last touched. */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { EmailId, ThreadId } from '../model/email.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** The account at the moment of reading, and its rows. */
export type Touched<Row> = { readonly modseq: ModSeq; readonly goneFloor: ModSeq; readonly rows: readonly Row[] };

type Head = { readonly accountModSeq: ModSeq; readonly goneFloor: ModSeq };

function split<Row extends { readonly id: unknown }>(rows: readonly (Head & Row)[]): Touched<Row> | null {
  const [first] = rows;
  if (first === undefined) return null;
  return { modseq: first.accountModSeq, goneFloor: first.goneFloor, rows: rows.filter(row => row.id !== null) };
}

const head = 'a.modseq as "accountModSeq", a.gone_floor as "goneFloor"';

export type TouchedEmail = {
  readonly id: EmailId;
  /** Null where the row itself is no more. */
  readonly createdModSeq: ModSeq | null;
  readonly threadId: ThreadId | null;
  readonly modseq: ModSeq;
  /** It is in some mailbox. */
  readonly here: boolean;
};

/** Who looks at another's account, and the mailboxes whose messages they may read. */
export type Guest = { readonly reader: AccountId; readonly mailboxIds: readonly MailboxId[] };

export type EmailSeenByGuest = TouchedEmail & {
  /** It may have come to where the guest sees it, or left a mailbox, at `since` or later. */
  readonly moved: boolean;
  /** It left a mailbox the guest sees. */
  readonly left: boolean;
};

/**
 * As `touchedEmails`, with the eyes of a guest: `here` is in a mailbox the guest may read, and its own read marks count.
 * What came into sight since was put there since; where it was before, it is still, or has left a tombstone.
 */
export async function touchedEmailsSeenBy(
  db: Queryable,
  accountId: AccountId,
  since: ModSeq,
  { reader, mailboxIds }: Guest,
): Promise<Touched<EmailSeenByGuest> | null> {
  const rows = await db.query<Head & EmailSeenByGuest>({
    text: `with events as (
             select email_id, modseq from placement where account_id = $1 and modseq >= $2
             union all select email_id, modseq from gone where account_id = $1 and modseq >= $2
             union all
             select p.email_id, s.modseq from seen s
             join placement p on p.account_id = $1 and p.mailbox_id = s.mailbox_id and p.uid = s.uid
             where s.account_id = $1 and s.reader = $3 and s.modseq >= $2
           ), touched as (select email_id, max(modseq) as modseq from events group by email_id),
           left_since as (
             select email_id, bool_or(mailbox_id = any($4::bigint[])) as visible
             from gone where account_id = $1 and modseq >= $2 group by email_id
           ), placed as (
             select p.email_id, count(*) > 1 as several, bool_or(p.mailbox_id = any($4::bigint[])) as visible
             from touched t join placement p on p.account_id = $1 and p.email_id = t.email_id group by p.email_id
           )
           select ${head}, t.email_id as id, t.modseq, e.created_modseq as "createdModSeq", e.thread_id as "threadId",
             coalesce(p.visible, false) as here, (g.email_id is not null or coalesce(p.several, false)) as moved,
             coalesce(g.visible, false) as left
           from mail_account a
           left join (touched t left join email e on e.account_id = $1 and e.email_id = t.email_id
                      left join left_since g on g.email_id = t.email_id
                      left join placed p on p.email_id = t.email_id) on true
           where a.account_id = $1`,
    values: [accountId, since, reader, mailboxIds],
  });
  return split(rows);
}

/** Emails of which any placement was made, changed or removed at `since` or later. One statement, hence one snapshot. */
export async function touchedEmails(
  db: Queryable,
  accountId: AccountId,
  since: ModSeq,
): Promise<Touched<TouchedEmail> | null> {
  const rows = await db.query<Head & TouchedEmail>({
    text: `with events as (
             select email_id, modseq from placement where account_id = $1 and modseq >= $2
             union all select email_id, modseq from gone where account_id = $1 and modseq >= $2
           ), touched as (select email_id, max(modseq) as modseq from events group by email_id)
           select ${head}, t.email_id as id, t.modseq, e.created_modseq as "createdModSeq",
             e.thread_id as "threadId",
             exists (select from placement p where p.account_id = $1 and p.email_id = t.email_id) as here
           from mail_account a
           left join (touched t left join email e on e.account_id = $1 and e.email_id = t.email_id) on true
           where a.account_id = $1`,
    values: [accountId, since],
  });
  return split(rows);
}

/** An email of a thread that gained or lost one. */
export type ThreadMember = {
  readonly id: ThreadId;
  readonly createdModSeq: ModSeq;
  readonly here: boolean;
  /** When it left its last mailbox, if that was at `since` or later. */
  readonly goneModSeq: ModSeq | null;
};

/** All emails of the threads that gained or lost an email at `since` or later. */
export async function touchedThreads(
  db: Queryable,
  accountId: AccountId,
  since: ModSeq,
): Promise<Touched<ThreadMember> | null> {
  const rows = await db.query<Head & ThreadMember>({
    text: `with destroyed as (
             select email_id, max(modseq) as modseq from gone
             where account_id = $1 and modseq >= $2 and destroyed group by email_id
           ), moved as (
             select email_id from placement where account_id = $1 and modseq >= $2
             union select email_id from gone where account_id = $1 and modseq >= $2
           ), threads as (
             select distinct e.thread_id from moved m join email e on e.account_id = $1 and e.email_id = m.email_id
             where e.created_modseq >= $2 or m.email_id in (select email_id from destroyed)
           ), members as (
             select e.thread_id as id, e.created_modseq as "createdModSeq", d.modseq as "goneModSeq",
               exists (select from placement p where p.account_id = $1 and p.email_id = e.email_id) as here
             from threads t join email e on e.account_id = $1 and e.thread_id = t.thread_id
             left join destroyed d on d.email_id = e.email_id
           )
           select ${head}, m.* from mail_account a left join members m on true where a.account_id = $1`,
    values: [accountId, since],
  });
  return split(rows);
}

export type TouchedMailbox = {
  readonly id: MailboxId;
  readonly createdModSeq: ModSeq;
  /** When its name, place, role or subscription last changed. */
  readonly shapeModSeq: ModSeq;
  /** When any of its counts may last have changed. */
  readonly countsModSeq: ModSeq;
  readonly here: boolean;
};

/**
 * Mailboxes touched at `since` or later. A mailbox's unread threads change with emails of the same threads elsewhere:
 * those count as touching it. `reader`: a guest, whose own read marks count too.
 */
export async function touchedMailboxes(
  db: Queryable,
  accountId: AccountId,
  since: ModSeq,
  reader: AccountId | null = null,
): Promise<Touched<TouchedMailbox> | null> {
  const rows = await db.query<Head & TouchedMailbox>({
    text: `with events as (
             select email_id, modseq from placement where account_id = $1 and modseq >= $2
             union all select email_id, modseq from gone where account_id = $1 and modseq >= $2
             union all
             select p.email_id, s.modseq from seen s
             join placement p on p.account_id = $1 and p.mailbox_id = s.mailbox_id and p.uid = s.uid
             where s.account_id = $1 and s.reader = $3::bigint and s.modseq >= $2
           ), threads as (
             select e.thread_id, max(v.modseq) as modseq
             from events v join email e on e.account_id = $1 and e.email_id = v.email_id group by e.thread_id
           ), counted as (
             select p.mailbox_id, max(t.modseq) as modseq
             from threads t join email e on e.account_id = $1 and e.thread_id = t.thread_id
             join placement p on p.account_id = $1 and p.email_id = e.email_id
             group by p.mailbox_id
           ), touched as (
             select m.mailbox_id as id, m.created_modseq as "createdModSeq", m.shape_modseq as "shapeModSeq",
               greatest(m.counts_modseq, c.modseq) as "countsModSeq", true as here
             from mailbox m left join counted c on c.mailbox_id = m.mailbox_id
             where m.account_id = $1
               and (m.shape_modseq >= $2 or m.counts_modseq >= $2 or c.modseq is not null)
             union all
             select mailbox_id, 0, modseq, modseq, false from gone_mailbox where account_id = $1 and modseq >= $2
           )
           select ${head}, t.* from mail_account a left join touched t on true where a.account_id = $1`,
    values: [accountId, since, reader],
  });
  return split(rows);
}
