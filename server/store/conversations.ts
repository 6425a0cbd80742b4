/** Conversations of mailboxes that several read: who has them, what is said of them inside, who is writing. */
import type { AccountId } from '../model/account.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';

/** The mailboxes that hold something of a thread; none where there is no such thread. */
export async function mailboxesOfThread(db: Queryable, accountId: AccountId, threadId: number): Promise<MailboxId[]> {
  const rows = await db.query<{ mailboxId: MailboxId }>({
    text: `select distinct p.mailbox_id as "mailboxId" from email e join placement p using (account_id, email_id)
           where e.account_id = $1 and e.thread_id = $2`,
    values: [accountId, threadId],
  });
  return rows.map(row => row.mailboxId);
}

export type Care = { readonly assignedTo: AccountId | null; readonly doneAt: Date | null };

export async function readCare(db: Queryable, accountId: AccountId, threadId: number): Promise<Care> {
  const [row] = await db.query<Care>({
    text: `select assigned_to as "assignedTo", done_at as "doneAt" from conversation_care
           where account_id = $1 and thread_id = $2`,
    values: [accountId, threadId],
  });
  return row ?? { assignedTo: null, doneAt: null };
}

export async function assignConversation(
  tx: Queryable,
  of: { readonly accountId: AccountId; readonly threadId: number; readonly to: AccountId | null; readonly at: Date },
): Promise<void> {
  await tx.run({
    text: `insert into conversation_care (account_id, thread_id, assigned_to, changed_at) values ($1, $2, $3, $4)
           on conflict (account_id, thread_id) do update set assigned_to = excluded.assigned_to, changed_at = excluded.changed_at`,
    values: [of.accountId, of.threadId, of.to, of.at],
  });
}

export async function setConversationDone(
  tx: Queryable,
  of: { readonly accountId: AccountId; readonly threadId: number; readonly done: boolean; readonly at: Date },
): Promise<void> {
  await tx.run({
    text: `insert into conversation_care (account_id, thread_id, done_at, changed_at)
           values ($1, $2, case when $3::boolean then $4::timestamptz end, $4::timestamptz)
           on conflict (account_id, thread_id) do update set done_at = excluded.done_at, changed_at = excluded.changed_at`,
    values: [of.accountId, of.threadId, of.done, of.at],
  });
}

export type Note = {
  readonly id: number;
  readonly author: AccountId;
  readonly writtenAt: Date;
  readonly words: string;
};

export async function insertNote(
  tx: Queryable,
  accountId: AccountId,
  threadId: number,
  note: Omit<Note, 'id'>,
): Promise<void> {
  await tx.run({
    text: `insert into conversation_note (account_id, thread_id, author, written_at, words) values ($1, $2, $3, $4, $5)`,
    values: [accountId, threadId, note.author, note.writtenAt, note.words],
  });
}

export function listNotes(db: Queryable, accountId: AccountId, threadId: number): Promise<Note[]> {
  return db.query<Note>({
    text: `select note_id as id, author, written_at as "writtenAt", words from conversation_note
           where account_id = $1 and thread_id = $2 order by note_id`,
    values: [accountId, threadId],
  });
}

/** Says that somebody writes an answer, until a moment; `null`: no more. */
export async function putComposing(
  db: Queryable,
  of: {
    readonly accountId: AccountId;
    readonly threadId: number;
    readonly writer: AccountId;
    readonly until: Date | null;
  },
): Promise<void> {
  const values = [of.accountId, of.threadId, of.writer];
  await db.run({
    text: 'delete from composing where account_id = $1 and thread_id = $2 and writer = $3',
    values,
  });
  if (of.until === null) return;
  await db.run({
    text: `insert into composing (account_id, thread_id, writer, until) values ($1, $2, $3, $4)
           on conflict (account_id, thread_id, writer) do update set until = excluded.until`,
    values: [...values, of.until],
  });
}

/** Who writes an answer at this moment, by name. */
export function listComposing(
  db: Queryable,
  accountId: AccountId,
  threadId: number,
  now: Date,
): Promise<{ accountId: AccountId; name: string }[]> {
  return db.query({
    text: `select c.writer as "accountId", coalesce(p.given_name || ' ' || p.family_name, o.name, '') as name
           from composing c join account a on a.account_id = c.writer
           left join person p on p.person_id = a.person_id left join post o on o.post_id = a.post_id
           where c.account_id = $1 and c.thread_id = $2 and c.until > $3 order by c.until`,
    values: [accountId, threadId, now],
  });
}
