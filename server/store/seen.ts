/**
 * A guest's own read marks in a shared mailbox: placements as that reader sees them. The owner's `\Seen` stands in
 * `placement.flags`; a guest's stands here, one row a message it ever marked, and takes its place in what the guest reads.
 */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import { type EmailId, flagBits } from '../model/email.ts';
import type { MailboxId, Uid } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';
import type { News, Placement } from './placements.ts';
import { type NewsRow, newsOf } from './placements.ts';

const columns = `p.mailbox_id as "mailboxId", p.uid, p.email_id as "emailId",
  greatest(p.modseq, coalesce(s.modseq, 0)) as modseq,
  ((p.flags & ~${flagBits.seen}) | case when s.seen then ${flagBits.seen} else 0 end) as flags, p.keywords`;

const joined = `placement p
  left join seen s on s.account_id = p.account_id and s.mailbox_id = p.mailbox_id and s.reader = $2 and s.uid = p.uid`;

/** Everything in a mailbox, by ascending UID, as `reader` sees it. */
export function listPlacementsSeenBy(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  reader: AccountId,
): Promise<Placement[]> {
  return db.query<Placement>({
    text: `select ${columns} from ${joined} where p.account_id = $1 and p.mailbox_id = $3 order by p.uid`,
    values: [accountId, reader, mailboxId],
  });
}

/** The placements of some UIDs of a mailbox, ascending, as `reader` sees them. */
export function readPlacementsSeenBy(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  uids: readonly Uid[],
  reader: AccountId,
): Promise<Placement[]> {
  return db.query<Placement>({
    text: `select ${columns} from ${joined}
           where p.account_id = $1 and p.mailbox_id = $3 and p.uid = any($4::bigint[]) order by p.uid`,
    values: [accountId, reader, mailboxId, uids],
  });
}

/** As `readNews`, with the eyes of `reader`. */
export async function readNewsSeenBy(
  db: Queryable,
  accountId: AccountId,
  since: ModSeq,
  reader: AccountId,
): Promise<News | null> {
  const rows = await db.query<NewsRow>({
    text: `select 'account' as kind, gone_floor as "mailboxId", 0 as uid, 0 as "emailId", modseq, 0 as flags,
                  '{}'::text[] as keywords, false as destroyed
           from mail_account where account_id = $1
           union all
           (select 'placement', ${columns}, false from ${joined}
            where p.account_id = $1 and (p.modseq > $3 or s.modseq > $3) order by p.mailbox_id, p.uid)
           union all
           (select 'gone', mailbox_id, uid, email_id, modseq, 0, '{}'::text[], destroyed from gone
            where account_id = $1 and modseq > $3 order by mailbox_id, uid)
           union all
           select 'removed', mailbox_id, 0, 0, modseq, 0, '{}'::text[], false from gone_mailbox
           where account_id = $1 and modseq > $3`,
    values: [accountId, reader, since],
  });
  return newsOf(rows);
}

/** Marks messages as read, or not, by one guest. Gives those that really changed. */
export async function markSeen(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  target: { mailboxId: MailboxId; uids: readonly Uid[]; reader: AccountId },
  seen: boolean,
): Promise<Uid[]> {
  const rows = await tx.query<{ uid: Uid }>({
    text: `insert into seen as s (account_id, mailbox_id, reader, uid, modseq, seen)
           select p.account_id, p.mailbox_id, $4::bigint, p.uid, $3::bigint, $6::boolean
           from placement p
           left join seen old on old.account_id = p.account_id and old.mailbox_id = p.mailbox_id
             and old.reader = $4::bigint and old.uid = p.uid
           where p.account_id = $1::bigint and p.mailbox_id = $2::bigint and p.uid = any($5::bigint[])
             and coalesce(old.seen, false) <> $6::boolean
           on conflict (account_id, mailbox_id, reader, uid)
             do update set seen = excluded.seen, modseq = excluded.modseq
           returning s.uid`,
    values: [accountId, target.mailboxId, modseq, target.reader, target.uids, seen],
  });
  return rows.map(row => row.uid);
}

/** How many messages of each mailbox of an account a guest has not read. */
export async function countUnseenBy(
  db: Queryable,
  accountId: AccountId,
  mailboxIds: readonly MailboxId[],
  reader: AccountId,
): Promise<Map<MailboxId, number>> {
  const rows = await db.query<{ id: MailboxId; unseen: number }>({
    text: `select p.mailbox_id as id, count(*) filter (where s.seen is not true) as unseen
           from ${joined} where p.account_id = $1 and p.mailbox_id = any($3::bigint[]) group by p.mailbox_id`,
    values: [accountId, reader, mailboxIds],
  });
  return new Map(rows.map(row => [row.id, row.unseen]));
}

/** Which placements of some emails a guest has read. */
export async function readSeenBy(
  db: Queryable,
  accountId: AccountId,
  reader: AccountId,
  emailIds: readonly EmailId[],
): Promise<{ mailboxId: MailboxId; uid: Uid }[]> {
  return await db.query({
    text: `select p.mailbox_id as "mailboxId", p.uid from placement p
           join seen s on s.account_id = p.account_id and s.mailbox_id = p.mailbox_id and s.uid = p.uid
           where p.account_id = $1 and s.reader = $2 and s.seen and p.email_id = any($3::bigint[])`,
    values: [accountId, reader, emailIds],
  });
}
