/** What takes the room of a mailbox. Only messages that are in one count; each once, however many hold it. */
import type { ListedAddress } from '../formats/address/parse.ts';
import type { AccountId } from '../model/account.ts';
import type { EmailId, ThreadId } from '../model/email.ts';
import type { MailboxId, Uid } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

const placed = 'exists (select from placement p where p.account_id = e.account_id and p.email_id = e.email_id)';

export type HeavyEmail = {
  readonly emailId: EmailId;
  readonly subject: string;
  /** Its first author, as the envelope has them. */
  readonly author: ListedAddress | null;
  readonly receivedAt: Date;
  readonly bytes: number;
  readonly hasAttachment: boolean;
};

export function listHeaviest(db: Queryable, accountId: AccountId, most: number): Promise<HeavyEmail[]> {
  return db.query<HeavyEmail>({
    text: `with heavy as (
             select email_id from email e where account_id = $1 and ${placed} order by bytes desc, email_id limit $2
           )
           select e.email_id as "emailId", e.subject, e.received_at as "receivedAt", e.bytes,
             e.has_attachment as "hasAttachment",
             e.envelope->'from'->0 as author
           from heavy h join email e on e.account_id = $1 and e.email_id = h.email_id
           order by e.bytes desc, e.email_id`,
    values: [accountId, most],
  });
}

/** `year` as people in Paris count it, the oldest first. */
export function sumByYear(
  db: Queryable,
  accountId: AccountId,
): Promise<{ year: number; messages: number; bytes: number }[]> {
  return db.query({
    text: `select extract(year from e.received_at at time zone 'Europe/Paris')::int as year, count(*)::int as messages,
             sum(e.bytes)::bigint as bytes
           from email e where e.account_id = $1 and ${placed} group by 1 order by 1`,
    values: [accountId],
  });
}

export function listHeaviestThreads(
  db: Queryable,
  accountId: AccountId,
  most: number,
): Promise<{ threadId: ThreadId; subject: string; messages: number; bytes: number }[]> {
  return db.query({
    text: `select thread_id as "threadId", (array_agg(subject order by email_id))[1] as subject, count(*)::int as messages,
             sum(bytes)::bigint as bytes
           from email e where account_id = $1 and ${placed}
           group by thread_id having count(*) > 1 order by sum(bytes) desc, thread_id limit $2`,
    values: [accountId, most],
  });
}

/** Emails with the very bytes of an older one that is still there. */
export function listDuplicates(
  db: Queryable,
  accountId: AccountId,
  most: number,
): Promise<{ emailId: EmailId; bytes: number }[]> {
  return db.query({
    text: `select "emailId", bytes from (
             select email_id as "emailId", bytes, row_number() over (partition by blob order by email_id) as n
             from email e where account_id = $1 and ${placed}
           ) same where n > 1 order by bytes desc, 1 limit $2`,
    values: [accountId, most],
  });
}

/** Messages of a year in one mailbox, the oldest first. */
export async function listOfYear(
  db: Queryable,
  accountId: AccountId,
  mailboxId: MailboxId,
  year: number,
  most: number,
): Promise<Uid[]> {
  const rows = await db.query<{ uid: Uid }>({
    text: `select p.uid from placement p join email e on e.account_id = p.account_id and e.email_id = p.email_id
           where p.account_id = $1 and p.mailbox_id = $2
             and extract(year from e.received_at at time zone 'Europe/Paris') = $3
           order by p.uid limit $4`,
    values: [accountId, mailboxId, year, most],
  });
  return rows.map(({ uid }) => uid);
}
