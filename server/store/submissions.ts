/** Messages an account has sent through JMAP: which email, to whom, when; what became of them is in queue and journey. */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { EmailId, ThreadId } from '../model/email.ts';
import type { Queryable } from './database.ts';

/** An address of an envelope, with the parameters the client gave it. */
export type EnvelopeAddress = {
  readonly email: string;
  readonly parameters: Readonly<Record<string, string | null>> | null;
};
export type SubmissionEnvelope = { readonly mailFrom: EnvelopeAddress; readonly rcptTo: readonly EnvelopeAddress[] };

export type StoredSubmission = {
  readonly id: number;
  readonly identityId: number;
  readonly emailId: EmailId;
  readonly threadId: ThreadId;
  readonly envelope: SubmissionEnvelope;
  readonly sendAt: Date;
  readonly trace: string;
  readonly undone: boolean;
};

export async function insertSubmission(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  submission: StoredSubmission,
): Promise<void> {
  await tx.query({
    text: `insert into submission (account_id, submission_id, identity_id, email_id, thread_id, envelope, send_at, trace,
             undone, created_modseq, modseq)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    values: [
      accountId,
      submission.id,
      submission.identityId,
      submission.emailId,
      submission.threadId,
      JSON.stringify(submission.envelope),
      submission.sendAt,
      submission.trace,
      submission.undone,
      modseq,
    ],
  });
}

/** All submissions of an account that are remembered, the oldest first. */
export function listSubmissions(db: Queryable, accountId: AccountId): Promise<StoredSubmission[]> {
  return db.query<StoredSubmission>({
    text: `select submission_id as id, identity_id as "identityId", email_id as "emailId", thread_id as "threadId",
             envelope, send_at as "sendAt", trace, undone
           from submission where account_id = $1 order by submission_id`,
    values: [accountId],
  });
}

export async function markUndone(tx: Queryable, accountId: AccountId, modseq: ModSeq, id: number): Promise<void> {
  await tx.query({
    text: 'update submission set undone = true, modseq = $3 where account_id = $1 and submission_id = $2',
    values: [accountId, id, modseq],
  });
}

export async function removeSubmission(tx: Queryable, accountId: AccountId, id: number): Promise<void> {
  await tx.query({
    text: 'delete from submission where account_id = $1 and submission_id = $2',
    values: [accountId, id],
  });
}

/** What was last said of each recipient of some messages, in the journey. */
export function lastWords(
  db: Queryable,
  traces: readonly string[],
): Promise<{ trace: string; to: string; event: string; said: string | null; status: string | null }[]> {
  return db.query({
    text: `select distinct on (trace, detail->>'to') trace, detail->>'to' as "to", event, detail->>'said' as said,
             detail->>'status' as status
           from journey where trace = any($1::text[]) and detail->>'to' is not null
           order by trace, detail->>'to', at desc`,
    values: [traces],
  });
}

/** Recipients of some messages that are in the queue still; `held`: their time has not come. */
export function stillQueued(
  db: Queryable,
  traces: readonly string[],
  now: Date,
): Promise<{ trace: string; to: string; early: boolean }[]> {
  return db.query({
    text: `select m.trace, r.address as "to", r.attempts = 0 and r.claim is null and r.due_at > $2 as early
           from queue_message m join queue_recipient r using (queue_id) where m.trace = any($1::text[])`,
    values: [traces, now],
  });
}
