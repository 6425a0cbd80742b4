/**
 * Emails: the immutable facts of one message in one account, and the one way in. Delivery, APPEND, import and copies
 * between accounts all insert through `insertEmails`, many messages and many accounts in a single set of statements.
 */
import type { MessageFacts } from '../formats/message/facts.ts';
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import { type BlobHash, type EmailId, flagBits, type ThreadId } from '../model/email.ts';
import type { MailboxId, Uid, UidValidity } from '../model/mailbox.ts';
import { Refusal } from '../model/refusal.ts';
import type { Queryable } from './database.ts';
import { insertPlacements } from './placements.ts';
import { findThreads, keepThreadKeys, threadKeys } from './threads.ts';

/** A message to be put into one mailbox. `facts` and `blob` may be shared by many: they are sent to the database once. */
export type NewEmail = {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  readonly blob: BlobHash;
  readonly facts: MessageFacts;
  /** Header lines of this recipient alone, put before the blob when it is read: ASCII, each ended by CRLF. */
  readonly trace: string;
  readonly receivedAt: Date;
  /** Zone of INTERNALDATE, minutes east of Greenwich. */
  readonly receivedZone: number;
  readonly flags: number;
  readonly keywords: readonly string[];
  /** System notices get in even when the account is full. */
  readonly quotaExempt?: boolean;
};

/** Where a new email went. */
export type Inserted = {
  readonly kind: 'inserted';
  readonly emailId: EmailId;
  readonly threadId: ThreadId;
  readonly uid: Uid;
  readonly uidValidity: UidValidity;
  readonly modseq: ModSeq;
};

/** What became of one new email. A refused one took part in nothing. */
export type InsertOutcome = Inserted | { readonly kind: 'over-quota' };

/**
 * Inserts emails and their placements; must run in a transaction. All emails of an account are granted or refused by
 * its quota together. Outcomes come in the order given. The blobs must be durable before.
 * @throws Refusal no-such-mailbox, which undoes the whole batch: a mailbox vanished since the caller chose it
 */
export async function insertEmails(tx: Queryable, emails: readonly NewEmail[], at: Date): Promise<InsertOutcome[]> {
  const [granted, threads] = await Promise.all([reserve(tx, emails), lookUpThreads(tx, emails)]);
  const outcomes = emails.map(email => number(granted, email));
  const inserted = emails.flatMap((email, index) => {
    const outcome = outcomes[index]!;
    return outcome.kind === 'inserted' ? [{ email, outcome }] : [];
  });
  if (inserted.length === 0) return outcomes;

  const placed = inserted.map(({ email, outcome }) => ({
    email,
    outcome: { ...outcome, threadId: threads.join(email, outcome.emailId) },
  }));
  // Nobody waits for these: the commit is sent behind them, and tells the failure of any. (transaction.ts)
  Promise.all([
    insertRows(tx, placed),
    insertPlacements(
      tx,
      placed.map(({ email, outcome }) => ({
        accountId: email.accountId,
        mailboxId: email.mailboxId,
        uid: outcome.uid,
        emailId: outcome.emailId,
        flags: email.flags,
        keywords: email.keywords,
        savedAt: at,
        modseq: outcome.modseq,
      })),
    ),
    keepThreadKeys(tx, threads.fresh()),
  ]).catch(() => {});
  let next = 0;
  return outcomes.map(outcome => (outcome.kind === 'inserted' ? placed[next++]!.outcome : outcome));
}

/** Rooms granted by `reserve`, counted down as emails are numbered. */
type Room = { modseq: ModSeq; nextId: number; nextUid: Map<MailboxId, { uid: number; uidValidity: UidValidity }> };

/** Raises each account's and each mailbox's counters once for all their emails of the batch. */
async function reserve(tx: Queryable, emails: readonly NewEmail[]): Promise<Map<AccountId, Room>> {
  const accounts = new Map<AccountId, { count: number; bytes: number; exempt: boolean }>();
  const mailboxes = new Map<
    string,
    { accountId: AccountId; mailboxId: MailboxId; count: number; unseen: number; deleted: number; bytes: number }
  >();
  for (const email of emails) {
    const bytes = lengthAsRead(email);
    const account = accounts.get(email.accountId) ?? { count: 0, bytes: 0, exempt: true };
    account.count += 1;
    account.bytes += bytes;
    account.exempt &&= email.quotaExempt === true;
    accounts.set(email.accountId, account);
    const key = `${email.accountId}/${email.mailboxId}`;
    const mailbox = mailboxes.get(key) ?? {
      accountId: email.accountId,
      mailboxId: email.mailboxId,
      count: 0,
      unseen: 0,
      deleted: 0,
      bytes: 0,
    };
    mailbox.count += 1;
    mailbox.bytes += bytes;
    if ((email.flags & flagBits.seen) === 0) mailbox.unseen += 1;
    if ((email.flags & flagBits.deleted) !== 0) mailbox.deleted += 1;
    mailboxes.set(key, mailbox);
  }
  // Ascending accounts, so that two writers of overlapping batches rarely wait for each other in a circle.
  const perAccount = [...accounts].sort(([a], [b]) => a - b);
  const perMailbox = [...mailboxes.values()];
  const rows = await tx.query<{
    account_id: AccountId;
    modseq: ModSeq;
    last_id: number;
    mailbox_id: MailboxId | null;
    uid_next: number;
    uid_validity: UidValidity;
  }>({
    text: `with granted as (
             update mail_account a
             set modseq = a.modseq + 1, last_id = a.last_id + n.count, used_bytes = a.used_bytes + n.bytes
             from unnest($1::bigint[], $2::int[], $3::bigint[], $4::boolean[]) n(account_id, count, bytes, exempt)
             where a.account_id = n.account_id and (n.exempt or a.used_bytes + n.bytes <= a.allowed_bytes and (
               a.allowed_messages is null or a.allowed_messages >=
                 n.count + (select coalesce(sum(m.total), 0) from mailbox m where m.account_id = a.account_id)))
             returning a.account_id, a.modseq, a.last_id
           ), roomed as (
             update mailbox m
             set uid_next = m.uid_next + n.count, total = m.total + n.count, unseen = m.unseen + n.unseen,
                 deleted = m.deleted + n.deleted, bytes = m.bytes + n.bytes,
                 highest_modseq = g.modseq, counts_modseq = g.modseq
             from unnest($5::bigint[], $6::bigint[], $7::int[], $8::int[], $9::int[], $10::bigint[])
                    n(account_id, mailbox_id, count, unseen, deleted, bytes)
             join granted g on g.account_id = n.account_id
             where m.account_id = n.account_id and m.mailbox_id = n.mailbox_id
             returning m.account_id, m.mailbox_id, m.uid_next, m.uid_validity
           )
           select g.account_id, g.modseq, g.last_id, r.mailbox_id, r.uid_next, r.uid_validity
           from granted g left join roomed r on r.account_id = g.account_id`,
    values: [
      perAccount.map(([accountId]) => accountId),
      perAccount.map(([, account]) => account.count),
      perAccount.map(([, account]) => account.bytes),
      perAccount.map(([, account]) => account.exempt),
      perMailbox.map(mailbox => mailbox.accountId),
      perMailbox.map(mailbox => mailbox.mailboxId),
      perMailbox.map(mailbox => mailbox.count),
      perMailbox.map(mailbox => mailbox.unseen),
      perMailbox.map(mailbox => mailbox.deleted),
      perMailbox.map(mailbox => mailbox.bytes),
    ],
  });
  const rooms = new Map<AccountId, Room>();
  for (const row of rows) {
    const account = accounts.get(row.account_id)!;
    const room = rooms.get(row.account_id) ?? {
      modseq: row.modseq,
      nextId: row.last_id - account.count + 1,
      nextUid: new Map(),
    };
    if (row.mailbox_id !== null) {
      const { count } = mailboxes.get(`${row.account_id}/${row.mailbox_id}`)!;
      room.nextUid.set(row.mailbox_id, { uid: row.uid_next - count, uidValidity: row.uid_validity });
    }
    rooms.set(row.account_id, room);
  }
  return rooms;
}

/** Takes the next number and UID of its room for one email; its thread is not known yet. */
function number(rooms: Map<AccountId, Room>, email: NewEmail): InsertOutcome {
  const room = rooms.get(email.accountId);
  if (room === undefined) return { kind: 'over-quota' };
  const mailbox = room.nextUid.get(email.mailboxId);
  if (mailbox === undefined) throw new Refusal('no-such-mailbox');
  const emailId = room.nextId++ as EmailId;
  const uid = mailbox.uid++ as Uid;
  return {
    kind: 'inserted',
    emailId,
    threadId: emailId as number as ThreadId,
    uid,
    uidValidity: mailbox.uidValidity,
    modseq: room.modseq,
  };
}

/** Finds the threads the batch's messages belong to, and remembers those that the batch itself begins. */
async function lookUpThreads(tx: Queryable, emails: readonly NewEmail[]) {
  const keysOf = new Map<MessageFacts, string[]>();
  for (const { facts } of emails) if (!keysOf.has(facts)) keysOf.set(facts, threadKeys(facts));
  const known = await findThreads(
    tx,
    emails.flatMap(({ accountId, facts }) => keysOf.get(facts)!.map(key => ({ accountId, key }))),
  );
  const fresh: { accountId: AccountId; key: string; threadId: ThreadId }[] = [];
  return {
    fresh: () => fresh,
    /** The oldest thread that one of the message's keys leads to, or a new one named after the email. */
    join(email: NewEmail, emailId: EmailId): ThreadId {
      const keys = keysOf.get(email.facts)!.map(key => `${email.accountId}/${key}`);
      const found = keys.flatMap(key => known.get(key) ?? []);
      const threadId = found.length > 0 ? (Math.min(...found) as ThreadId) : (emailId as number as ThreadId);
      for (const [index, key] of keys.entries()) {
        if (known.has(key)) continue;
        known.set(key, threadId);
        fresh.push({ accountId: email.accountId, key: keysOf.get(email.facts)![index]!, threadId });
      }
      return threadId;
    },
  };
}

/** Inserts the email rows. Facts that several of them share travel once, and rows point at them by position. */
async function insertRows(tx: Queryable, rows: { email: NewEmail; outcome: Inserted }[]): Promise<void> {
  const facts = [...new Set(rows.map(({ email }) => email.facts))];
  const position = new Map(facts.map((fact, index) => [fact, index + 1]));
  await tx.query({
    text: `insert into email (account_id, email_id, thread_id, blob, bytes, trace, received_at, received_zone, sent_at,
             subject, envelope, structure, preview, has_attachment, created_modseq)
           select n.account_id, n.email_id, n.thread_id, n.blob, n.bytes, n.trace, n.received_at, n.received_zone,
             f.sent_at, f.subject, f.envelope, f.structure, f.preview, f.has_attachment, n.modseq
           from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[], $6::text[],
                       $7::timestamptz[], $8::smallint[], $9::bigint[], $10::int[])
             n(account_id, email_id, thread_id, blob, bytes, trace, received_at, received_zone, modseq, fact)
           join unnest($11::timestamptz[], $12::text[], $13::json[], $14::json[], $15::text[], $16::boolean[])
             with ordinality f(sent_at, subject, envelope, structure, preview, has_attachment, fact) using (fact)`,
    values: [
      rows.map(({ email }) => email.accountId),
      rows.map(({ outcome }) => outcome.emailId),
      rows.map(({ outcome }) => outcome.threadId),
      rows.map(({ email }) => email.blob),
      rows.map(({ email }) => lengthAsRead(email)),
      rows.map(({ email }) => email.trace),
      rows.map(({ email }) => email.receivedAt),
      rows.map(({ email }) => email.receivedZone),
      rows.map(({ outcome }) => outcome.modseq),
      rows.map(({ email }) => position.get(email.facts)),
      facts.map(fact => fact.sentAt),
      facts.map(fact => fact.subject),
      facts.map(fact => JSON.stringify(fact.envelope)),
      facts.map(fact => JSON.stringify(fact.structure)),
      facts.map(fact => fact.preview),
      facts.map(fact => fact.hasAttachment),
    ],
  });
}

function lengthAsRead(email: NewEmail): number {
  return email.trace.length + email.facts.bytes;
}

/** An email as read back. `structure` offsets count from the first byte of the blob: the trace lines stand before it. */
export type Email = {
  readonly id: EmailId;
  readonly threadId: ThreadId;
  readonly blob: BlobHash;
  readonly bytes: number;
  readonly trace: string;
  readonly receivedAt: Date;
  readonly receivedZone: number;
  readonly sentAt: Date | null;
  readonly subject: string;
  readonly envelope: MessageFacts['envelope'];
  readonly structure: MessageFacts['structure'];
  readonly preview: string;
  readonly hasAttachment: boolean;
  readonly createdModSeq: ModSeq;
};

/** Groups of columns a reader may ask for, so that a list of sizes does not pay for structures. */
const columnsOf = {
  dates: 'bytes, received_at as "receivedAt", received_zone as "receivedZone", sent_at as "sentAt"',
  thread: 'thread_id as "threadId"',
  body: 'blob, trace',
  envelope: 'envelope, subject',
  structure: 'structure, has_attachment as "hasAttachment"',
  preview: 'preview',
  history: 'created_modseq as "createdModSeq"',
} as const;

type Columns = {
  dates: 'bytes' | 'receivedAt' | 'receivedZone' | 'sentAt';
  thread: 'threadId';
  body: 'blob' | 'trace';
  envelope: 'envelope' | 'subject';
  structure: 'structure' | 'hasAttachment';
  preview: 'preview';
  history: 'createdModSeq';
};
export type EmailAspect = keyof Columns;

/** Reads some aspects of some emails of one account. Emails that are gone are absent from the map. */
export async function readEmails<const Aspect extends EmailAspect>(
  db: Queryable,
  accountId: AccountId,
  emailIds: readonly EmailId[],
  aspects: readonly Aspect[],
): Promise<Map<EmailId, Pick<Email, 'id' | Columns[Aspect]>>> {
  const columns = aspects.map(aspect => columnsOf[aspect]).join(', ');
  const rows = await db.query<Pick<Email, 'id' | Columns[Aspect]>>({
    text: `select email_id as id${columns === '' ? '' : `, ${columns}`} from email
           where account_id = $1 and email_id = any($2::bigint[])`,
    values: [accountId, emailIds],
  });
  return new Map(rows.map(row => [row.id, row]));
}
