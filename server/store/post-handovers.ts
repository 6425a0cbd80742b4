/** What the next holders of a post find: drafts begun, an absence that still answers, conversations nobody has closed. */
import type { AccountId } from '../model/account.ts';
import { flagBits } from '../model/email.ts';
import type { Queryable } from './database.ts';

/** A post whose holders change on a day: accounts of those who come and of those who went, readers left aside. */
export type Movement = {
  readonly postId: number;
  readonly uai: string;
  readonly kind: string;
  readonly accountId: AccountId;
  readonly address: string;
  readonly came: readonly AccountId[];
  readonly went: readonly AccountId[];
};

/** The posts that change hands on a day and have no record of it yet. */
export function listMovements(tx: Queryable, day: string): Promise<Movement[]> {
  return tx.query<Movement>({
    text: `select o.post_id as "postId", o.uai, o.kind, c.account_id as "accountId", m.address,
             coalesce(array_agg(distinct a.account_id) filter (where h.first_day = $1::date), '{}') as came,
             coalesce(array_agg(distinct a.account_id) filter (where h.last_day = $1::date - 1), '{}') as went
           from post_holder h join post o using (post_id) join account c on c.post_id = o.post_id
           join address m on m.account_id = c.account_id and m.main
           join account a on a.person_id = h.person_id
           where h.part <> 'reader' and (h.first_day = $1::date or h.last_day = $1::date - 1)
             and not exists (select from post_handover d where d.post_id = o.post_id and d.day = $1::date)
           group by o.post_id, c.account_id, m.address
           having count(*) filter (where h.first_day = $1::date) > 0
              and exists (select from post_holder e where e.post_id = o.post_id and e.last_day = $1::date - 1)
           order by o.post_id`,
    values: [day],
  });
}

/**
 * A conversation is open while it is somebody's to do, or while a mail of its INBOX since a moment is neither answered nor
 * done.
 */
const open = `select distinct e.account_id, e.thread_id from placement p join email e using (account_id, email_id)
    join mailbox b on b.account_id = p.account_id and b.mailbox_id = p.mailbox_id and b.role = 'inbox'
    left join conversation_care c on c.account_id = e.account_id and c.thread_id = e.thread_id
    where p.account_id = any($1::bigint[]) and c.done_at is null
      and (c.assigned_to is not null or e.received_at >= $2 and p.flags & ${flagBits.answered} = 0)`;

/** Writes the records of a day. `since`: conversations older than that are not counted as open. */
export async function writeHandovers(
  tx: Queryable,
  day: string,
  movements: readonly Movement[],
  { since, now }: { readonly since: Date; readonly now: Date },
): Promise<Map<number, { drafts: number; open: number; absence: boolean }>> {
  const rows = await tx.query<{ postId: number; drafts: number; open: number; absence: boolean }>({
    text: `with open as (select account_id, count(*)::int as conversations from (${open}) o group by 1)
           insert into post_handover (post_id, day, came, went, drafts, open, absence)
           select n."postId", $4::date, n.came, n.went,
             coalesce((select sum(total)::int from mailbox b where b.account_id = n."accountId" and b.role = 'drafts'), 0),
             coalesce(o.conversations, 0),
             exists (select from absence a where a.account_id = n."accountId" and a.enabled
                       and (a.ends_at is null or a.ends_at > $5))
           from json_to_recordset($3::json) n("postId" bigint, "accountId" bigint, came int, went int)
           left join open o on o.account_id = n."accountId"
           returning post_id as "postId", drafts, open, absence`,
    values: [
      movements.map(each => each.accountId),
      since,
      JSON.stringify(
        movements.map(({ postId, accountId, came, went }) => ({
          ...{ postId, accountId, came: came.length, went: went.length },
        })),
      ),
      day,
      now,
    ],
  });
  return new Map(rows.map(({ postId, ...found }) => [postId, found]));
}

export type Handover = {
  readonly day: string;
  readonly came: number;
  readonly went: number;
  readonly drafts: number;
  readonly open: number;
  readonly absence: boolean;
};

/** The handovers of a post, newest first. */
export function listHandovers(db: Queryable, kind: string, uai: string): Promise<Handover[]> {
  return db.query<Handover>({
    text: `select to_char(d.day, 'YYYY-MM-DD') as day, d.came, d.went, d.drafts, d.open, d.absence
           from post_handover d join post o using (post_id) where o.kind = $1 and o.uai = $2 order by d.day desc`,
    values: [kind, uai],
  });
}

/** The open conversations of an account, those that have waited longest first: subject, last mail, who has them. */
export function listOpenConversations(
  db: Queryable,
  accountId: AccountId,
  since: Date,
  most: number,
): Promise<{ threadId: number; subject: string; lastAt: Date; assignedTo: AccountId | null }[]> {
  return db.query({
    text: `select * from (
             select distinct on (e.thread_id) e.thread_id as "threadId", e.subject, e.received_at as "lastAt",
               c.assigned_to as "assignedTo"
             from (${open}) o join email e on e.account_id = o.account_id and e.thread_id = o.thread_id
             left join conversation_care c on c.account_id = e.account_id and c.thread_id = e.thread_id
             order by e.thread_id, e.received_at desc) t
           order by "lastAt", "threadId" limit $3`,
    values: [[accountId], since, most],
  });
}
