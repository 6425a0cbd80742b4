/** The index of texts: compressed segments of folded texts, and how far each account is indexed. */
import type { AccountId } from '../model/account.ts';
import type { EmailId } from '../model/email.ts';
import type { Queryable } from './database.ts';

export type Segment = {
  readonly firstId: EmailId;
  readonly lastId: EmailId;
  readonly count: number;
  readonly filter: Buffer;
  readonly texts: Buffer;
};

/** The last email that is indexed; 0 where none is. */
export async function readProgress(db: Queryable, accountId: AccountId): Promise<EmailId> {
  const [row] = await db.query<{ last_id: EmailId }>({
    text: 'select last_id from search_progress where account_id = $1',
    values: [accountId],
  });
  return row?.last_id ?? (0 as EmailId);
}

/** Emails that are not indexed yet, by ascending number. */
export async function listUnindexed(
  db: Queryable,
  accountId: AccountId,
  after: EmailId,
  atMost: number,
): Promise<EmailId[]> {
  const rows = await db.query<{ id: EmailId }>({
    text: 'select email_id as id from email where account_id = $1 and email_id > $2 order by email_id limit $3',
    values: [accountId, after, atMost],
  });
  return rows.map(({ id }) => id);
}

/** Accounts with at least so many emails that are not indexed. Mailboxes are numbered by the same counter. */
export async function listBehind(db: Queryable, emails: number, atMost: number): Promise<AccountId[]> {
  const rows = await db.query<{ id: AccountId }>({
    text: `select a.account_id as id from mail_account a left join search_progress p using (account_id)
           where a.last_id >= coalesce(p.last_id, 0) + $1
             and (select count(*) from (select from email e where e.account_id = a.account_id
                    and e.email_id > coalesce(p.last_id, 0) limit $1) unread) >= $1
           limit $2`,
    values: [emails, atMost],
  });
  return rows.map(({ id }) => id);
}

/** Segments that hold an email after `after`, with their filters, in their order. */
export async function listSegments(
  db: Queryable,
  accountId: AccountId,
  after: EmailId,
): Promise<Pick<Segment, 'firstId' | 'lastId' | 'filter'>[]> {
  return await db.query({
    text: `select first_id as "firstId", last_id as "lastId", filter from search_segment
           where account_id = $1 and last_id > $2 order by first_id`,
    values: [accountId, after],
  });
}

/** The texts of segments, by their first email. Those that changed meanwhile come as they are now. */
export async function readSegments(
  db: Queryable,
  accountId: AccountId,
  firstIds: readonly EmailId[],
): Promise<{ firstId: EmailId; texts: Buffer }[]> {
  return await db.query({
    text: `select first_id as "firstId", texts from search_segment
           where account_id = $1 and first_id = any($2::bigint[])`,
    values: [accountId, firstIds],
  });
}

/** The newest segment, where it has room for more. */
export async function readOpenSegment(db: Queryable, accountId: AccountId, room: number): Promise<Segment | null> {
  const [row] = await db.query<Segment>({
    text: `select first_id as "firstId", last_id as "lastId", count, filter, texts from search_segment
           where account_id = $1 order by first_id desc limit 1`,
    values: [accountId],
  });
  return row !== undefined && row.count < room ? row : null;
}

/**
 * Puts a segment, in the place of the one with the same first email, and moves the progress from `before` to its end.
 * Must run in a transaction. @returns false where somebody else has moved it meanwhile: nothing is done then
 */
export async function putSegment(
  tx: Queryable,
  accountId: AccountId,
  before: EmailId,
  segment: Segment,
): Promise<boolean> {
  const moved = await tx.run({
    text: `insert into search_progress as p (account_id, last_id) values ($1, $3)
           on conflict (account_id) do update set last_id = excluded.last_id where p.last_id = $2`,
    values: [accountId, before, segment.lastId],
  });
  if (moved === 0) return false;
  await tx.run({
    text: `insert into search_segment (account_id, first_id, last_id, count, filter, texts)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (account_id, first_id) do update
             set last_id = excluded.last_id, count = excluded.count, filter = excluded.filter, texts = excluded.texts`,
    values: [accountId, segment.firstId, segment.lastId, segment.count, segment.filter, segment.texts],
  });
  return true;
}
