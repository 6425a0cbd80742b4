/**
 * Placements: an email in a mailbox, under a UID, with its flags. Each function expects the account's lock
 * (`raiseModSeq`) to be held by the same transaction, so that what a statement reads cannot change before it writes.
 */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import { allFlagMask, type EmailId, emailFlagMask, type FlagOperation, flagBits } from '../model/email.ts';
import type { MailboxId, Uid, UidValidity } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** One placement as listed to views. */
export type Placement = {
  readonly mailboxId: MailboxId;
  readonly uid: Uid;
  readonly emailId: EmailId;
  readonly modseq: ModSeq;
  readonly flags: number;
  readonly keywords: readonly string[];
};

/** A placement that is no more. */
export type Gone = {
  readonly mailboxId: MailboxId;
  readonly uid: Uid;
  readonly emailId: EmailId;
  readonly modseq: ModSeq;
  readonly destroyed: boolean;
};

const columns = 'mailbox_id as "mailboxId", uid, email_id as "emailId", modseq, flags, keywords';

/** Everything in a mailbox, by ascending UID. */
export function listPlacements(db: Queryable, accountId: AccountId, mailboxId: MailboxId): Promise<Placement[]> {
  return db.query<Placement>({
    text: `select ${columns} from placement where account_id = $1 and mailbox_id = $2 order by uid`,
    values: [accountId, mailboxId],
  });
}

/** At most `most` of a mailbox beyond a UID, ascending: for whoever goes through it all and keeps nothing. */
export function placementsAfter(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  uid: number,
  most: number,
): Promise<Placement[]> {
  return db.query<Placement>({
    text: `select ${columns} from placement
           where account_id = $1 and mailbox_id = $2 and uid > $3 order by uid limit $4`,
    values: [accountId, mailboxId, uid, most],
  });
}

/** The placements of some UIDs of a mailbox, ascending; those that are gone are absent. */
export function readPlacements(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  uids: Uid[],
): Promise<Placement[]> {
  return db.query<Placement>({
    text: `select ${columns} from placement
           where account_id = $1 and mailbox_id = $2 and uid = any($3::bigint[]) order by uid`,
    values: [accountId, mailboxId, uids],
  });
}

/** What happened in an account after a modseq, as one consistent look at it. */
export type News = {
  /** The account's modseq at that look: where the next one starts. */
  readonly modseq: ModSeq;
  /** Below this modseq tombstones have expired: a reader older than it must start afresh. */
  readonly goneFloor: ModSeq;
  /** Made or changed, by mailbox and UID. */
  readonly placements: readonly Placement[];
  readonly gone: readonly Gone[];
  /** Mailboxes that are no more. */
  readonly removed: readonly MailboxId[];
};

/** Reads all that is newer than `since` in one statement, hence one snapshot. Null where the account is no more. */
export async function readNews(db: Queryable, accountId: AccountId, since: ModSeq): Promise<News | null> {
  const rows = await db.query<NewsRow>({
    text: `select 'account' as kind, gone_floor as "mailboxId", 0 as uid, 0 as "emailId", modseq, 0 as flags,
                  '{}'::text[] as keywords, false as destroyed
           from mail_account where account_id = $1
           union all
           (select 'placement', ${columns}, false from placement
            where account_id = $1 and modseq > $2 order by mailbox_id, uid)
           union all
           (select 'gone', mailbox_id, uid, email_id, modseq, 0, '{}'::text[], destroyed from gone
            where account_id = $1 and modseq > $2 order by mailbox_id, uid)
           union all
           select 'removed', mailbox_id, 0, 0, modseq, 0, '{}'::text[], false from gone_mailbox
           where account_id = $1 and modseq > $2`,
    values: [accountId, since],
  });
  return newsOf(rows);
}

/** A row of a look at what is newer; the account's own bears the floor of its tombstones as `mailboxId`. */
export type NewsRow = Placement & {
  readonly kind: 'account' | 'placement' | 'gone' | 'removed';
  readonly destroyed: boolean;
};

/** Null where the account is no more. */
export function newsOf(rows: readonly NewsRow[]): News | null {
  const account = rows.find(row => row.kind === 'account');
  if (account === undefined) return null;
  return {
    modseq: account.modseq,
    goneFloor: account.mailboxId as number as ModSeq,
    placements: rows.filter(row => row.kind === 'placement'),
    gone: rows.filter(row => row.kind === 'gone'),
    removed: rows.filter(row => row.kind === 'removed').map(row => row.mailboxId),
  };
}

/** What left a mailbox after a modseq, by ascending UID. rfc/7162#3.2.10 */
export async function listGone(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  since: ModSeq,
): Promise<Uid[]> {
  const rows = await db.query<{ uid: Uid }>({
    text: `select uid from gone where account_id = $1 and mailbox_id = $2 and modseq > $3 order by uid`,
    values: [accountId, mailboxId, since],
  });
  return rows.map(row => row.uid);
}

/** Every placement of some emails: JMAP's mailboxIds and keywords. */
export function placementsOf(db: Queryable, accountId: AccountId, emailIds: EmailId[]): Promise<Placement[]> {
  return db.query<Placement>({
    text: `select ${columns} from placement where account_id = $1 and email_id = any($2::bigint[])`,
    values: [accountId, emailIds],
  });
}

/** When each message was put into the mailbox. rfc/8514 */
export async function readSavedDates(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  uids: Uid[],
): Promise<Map<Uid, Date>> {
  const rows = await db.query<{ uid: Uid; saved_at: Date }>({
    text: 'select uid, saved_at from placement where account_id = $1 and mailbox_id = $2 and uid = any($3::bigint[])',
    values: [accountId, mailboxId, uids],
  });
  return new Map(rows.map(row => [row.uid, row.saved_at]));
}

/** A change of flags: `bits` and `keywords` (lower case) are added, removed, or put in the place of all others. */
export type FlagChange = {
  readonly operation: FlagOperation;
  readonly bits: number;
  readonly keywords: readonly string[];
  /** Of `replace`: the bits, and whether the keywords, that are replaced; all of them unless told. */
  readonly touch?: number;
  readonly touchKeywords?: boolean;
};

/** A placement whose flags were changed. */
export type Flagged = {
  readonly mailboxId: MailboxId;
  readonly uid: Uid;
  readonly emailId: EmailId;
  readonly flags: number;
  readonly keywords: readonly string[];
};

const newFlags = `case $5::text
    when 'add' then p.flags | (case when picked.here then $6::int else $6::int & ${emailFlagMask} end)
    when 'remove' then p.flags & ~(case when picked.here then $6::int else $6::int & ${emailFlagMask} end)
    else case when picked.here then (p.flags & ~$9::int) | ($6::int & $9::int)
         else (p.flags & ~($9::int & ${emailFlagMask})) | ($6::int & $9::int & ${emailFlagMask}) end
  end`;

const newKeywords = `case
    when $5::text = 'replace' then case when $10::boolean then $7::text[] else p.keywords end
    when cardinality($7::text[]) = 0 then p.keywords
    when $5::text = 'add' then array(select distinct k from unnest(p.keywords || $7::text[]) k order by k)
    else array(select k from unnest(p.keywords) k where k <> all($7::text[]) order by k)
  end`;

/**
 * Changes the flags of messages of one mailbox. What belongs to the email reaches all its placements in this one
 * statement; `\Deleted` stays with the placements named. Totals follow. Messages changed after `unchangedSince` are left
 * alone (rfc/7162#3.1.3). Without a modseq, the one `raiseModSeq` gave just before it in the transaction holds. Gives the placements that really changed, in every mailbox.
 */
export function changeFlags(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq | null,
  target: { mailboxId: MailboxId; uids: Uid[]; unchangedSince?: ModSeq },
  change: FlagChange,
): Promise<Flagged[]> {
  return tx.query<Flagged>({
    text: `with named as (
             select uid, email_id from placement
             where account_id = $1::bigint and mailbox_id = $3::bigint and uid = any($4::bigint[]) and modseq <= $8::bigint
           ), picked as (
             select p.mailbox_id, p.uid, n.uid is not null as here
             from placement p
             left join named n on p.mailbox_id = $3 and p.uid = n.uid
             where p.account_id = $1 and p.email_id in (select email_id from named)
           ), ${changedAndCounted}`,
    values: [
      accountId,
      modseq,
      target.mailboxId,
      target.uids,
      change.operation,
      change.bits,
      [...change.keywords].sort(),
      target.unchangedSince ?? Number.MAX_SAFE_INTEGER,
      change.touch ?? allFlagMask,
      change.touchKeywords ?? true,
    ],
  });
}

/** The modseq given, or the one the account was raised to earlier in the same transaction. */
const raised = '(select coalesce($2::bigint, a.modseq) from mail_account a where a.account_id = $1)';

/** The tail both flag statements share: from `picked` (mailbox_id, uid, here) to the changed rows and the totals. */
const changedAndCounted = `wanted as (
    select p.mailbox_id, p.uid, p.flags as old_flags, p.keywords as old_keywords,
           ${newFlags} as new_flags, ${newKeywords} as new_keywords
    from placement p join picked on p.mailbox_id = picked.mailbox_id and p.uid = picked.uid
    where p.account_id = $1
  ), changed as (
    update placement p set flags = w.new_flags, keywords = w.new_keywords, modseq = ${raised}
    from wanted w
    where p.account_id = $1 and p.mailbox_id = w.mailbox_id and p.uid = w.uid
      and (w.new_flags <> w.old_flags or w.new_keywords <> w.old_keywords)
    returning p.mailbox_id, p.uid, p.email_id, p.flags, p.keywords, w.old_flags
  ), counted as (
    update mailbox m
    set unseen = m.unseen + d.unseen, deleted = m.deleted + d.deleted, highest_modseq = ${raised},
        counts_modseq = case when d.unseen <> 0 then ${raised} else m.counts_modseq end
    from (
      select mailbox_id, sum((old_flags & ${flagBits.seen}) - (flags & ${flagBits.seen})) / ${flagBits.seen} as unseen,
             sum((flags & ${flagBits.deleted}) - (old_flags & ${flagBits.deleted})) / ${flagBits.deleted} as deleted
      from changed group by mailbox_id
    ) d
    where m.account_id = $1 and m.mailbox_id = d.mailbox_id
  )
  select mailbox_id as "mailboxId", uid, email_id as "emailId", flags, keywords from changed order by mailbox_id, uid`;

/**
 * Removes placements and leaves a tombstone of each; totals follow, and the bytes of emails that were left without any
 * placement are given back. The email rows stay, so that a deletion can be taken back, until a job purges them.
 */
export function removePlacements(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  target: { mailboxId: MailboxId; uids: Uid[]; at: Date },
): Promise<{ uid: Uid; emailId: EmailId; flags: number; keywords: string[]; destroyed: boolean }[]> {
  return tx.query({
    text: `with removed as (
             delete from placement
             where account_id = $1::bigint and mailbox_id = $3::bigint and uid = any($4::bigint[])
             returning uid, email_id, flags, keywords
           ), judged as (
             select r.*, e.bytes,
               not exists (
                 select from placement p
                 where p.account_id = $1 and p.email_id = r.email_id
                   and not (p.mailbox_id = $3 and p.uid = any($4::bigint[]))
               ) as destroyed,
               row_number() over (partition by r.email_id order by r.uid) = 1 as first
             from removed r join email e on e.account_id = $1 and e.email_id = r.email_id
           ), buried as (
             insert into gone (account_id, modseq, mailbox_id, uid, email_id, destroyed, gone_at)
             select $1::bigint, $2::bigint, $3::bigint, uid, email_id, destroyed, $5::timestamptz from judged
           ), waiting as (
             insert into deleted_email (account_id, email_id, mailbox_id, deleted_at, flags, keywords)
             select $1::bigint, email_id, $3::bigint, $5::timestamptz, flags, keywords from judged where destroyed and first
             on conflict (account_id, email_id) do update
               set mailbox_id = excluded.mailbox_id, deleted_at = excluded.deleted_at, flags = excluded.flags,
                   keywords = excluded.keywords
           ), unmarked as (
             delete from seen where account_id = $1 and mailbox_id = $3 and uid = any($4::bigint[])
           ), counted as (
             update mailbox m
             set total = m.total - d.total, unseen = m.unseen - d.unseen, deleted = m.deleted - d.deleted,
                 bytes = m.bytes - d.bytes, highest_modseq = $2::bigint, counts_modseq = $2::bigint
             from (
               select count(*) as total, count(*) filter (where flags & ${flagBits.seen} = 0) as unseen,
                      count(*) filter (where flags & ${flagBits.deleted} <> 0) as deleted,
                      coalesce(sum(bytes), 0) as bytes
               from judged
             ) d
             where m.account_id = $1 and m.mailbox_id = $3 and d.total > 0
           ), freed as (
             update mail_account a
             set used_bytes = a.used_bytes - (select coalesce(sum(bytes), 0) from judged where destroyed and first)
             where a.account_id = $1
           )
           select uid, email_id as "emailId", flags, keywords, destroyed from judged order by uid`,
    values: [accountId, modseq, target.mailboxId, target.uids, target.at],
  });
}

/** An email to be put into another mailbox of the same account, with the flags it carries there. */
export type Replacement = { readonly emailId: EmailId; readonly flags: number; readonly keywords: readonly string[] };

/**
 * Puts emails into a mailbox of their own account under fresh UIDs, in the order given: COPY, and the second half of
 * MOVE. Null where the mailbox is gone.
 */
export async function placeEmails(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  mailboxId: MailboxId,
  emails: readonly Replacement[],
  at: Date,
): Promise<{ uidValidity: UidValidity; uids: Uid[] } | null> {
  const [room] = await tx.query<{ uid_next: number; uid_validity: UidValidity }>({
    text: `update mailbox m
           set uid_next = uid_next + $4::int, total = total + $4::int, unseen = unseen + $5::int, deleted = deleted + $6::int,
               bytes = bytes + (select coalesce(sum(e.bytes), 0)
                                from unnest($7::bigint[]) n(email_id)
                                join email e on e.account_id = $1::bigint and e.email_id = n.email_id),
               highest_modseq = $3::bigint, counts_modseq = $3::bigint
           where account_id = $1 and mailbox_id = $2
           returning uid_next, uid_validity`,
    values: [
      accountId,
      mailboxId,
      modseq,
      emails.length,
      emails.filter(email => (email.flags & flagBits.seen) === 0).length,
      emails.filter(email => (email.flags & flagBits.deleted) !== 0).length,
      emails.map(email => email.emailId),
    ],
  });
  if (room === undefined) return null;
  const first = room.uid_next - emails.length;
  const uids = emails.map((_, index) => (first + index) as Uid);
  await insertPlacements(
    tx,
    emails.map((email, index) => ({ ...email, accountId, mailboxId, uid: uids[index]!, savedAt: at, modseq })),
  );
  return { uidValidity: room.uid_validity, uids };
}

/** A placement row to be inserted; its mailbox's totals are the caller's to keep. */
export type NewPlacement = Replacement & {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  readonly uid: Uid;
  readonly savedAt: Date;
  readonly modseq: ModSeq;
};

/** Inserts placements of any accounts at once. Keywords travel as one space-parted text each: an array of arrays must be square. */
export async function insertPlacements(tx: Queryable, placements: readonly NewPlacement[]): Promise<void> {
  await tx.query({
    text: `insert into placement (account_id, mailbox_id, uid, email_id, flags, keywords, saved_at, modseq)
           select account_id, mailbox_id, uid, email_id, flags,
                  case keywords when '' then '{}' else string_to_array(keywords, ' ') end, saved_at, modseq
           from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::smallint[], $6::text[],
                       $7::timestamptz[], $8::bigint[])
             n(account_id, mailbox_id, uid, email_id, flags, keywords, saved_at, modseq)`,
    values: [
      placements.map(p => p.accountId),
      placements.map(p => p.mailboxId),
      placements.map(p => p.uid),
      placements.map(p => p.emailId),
      placements.map(p => p.flags),
      placements.map(p => [...p.keywords].sort().join(' ')),
      placements.map(p => p.savedAt),
      placements.map(p => p.modseq),
    ],
  });
}

/** Octets of the messages of a mailbox that are marked \Deleted. */
export async function sumDeletedBytes(db: Queryable, accountId: AccountId, mailboxId: MailboxId): Promise<number> {
  const [row] = await db.query<{ bytes: number }>({
    text: `select coalesce(sum(e.bytes), 0)::bigint as bytes
           from placement p join email e using (account_id, email_id)
           where p.account_id = $1 and p.mailbox_id = $2 and p.flags & ${flagBits.deleted} <> 0`,
    values: [accountId, mailboxId],
  });
  return row!.bytes;
}
