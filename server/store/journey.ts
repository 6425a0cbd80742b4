/** The journey of each message: what was done with it, when, and what others said. Kept for a time, then forgotten. */
import type { Queryable } from './database.ts';

/** A step of a message's journey. */
export type Step = {
  readonly trace: string;
  readonly at: Date;
  readonly event:
    | 'taken'
    | 'delivered'
    | 'queued'
    | 'sent'
    | 'put-off'
    | 'failed'
    | 'noticed'
    | 'held'
    | 'released'
    | 'dropped';
  /** With its angle brackets, on the first step alone. */
  readonly messageId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

export async function insertSteps(tx: Queryable, steps: readonly Step[]): Promise<void> {
  if (steps.length === 0) return;
  await tx.query({
    text: `insert into journey (trace, at, event, message_id, detail)
           select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::json[])`,
    values: [
      steps.map(step => step.trace),
      steps.map(step => step.at),
      steps.map(step => step.event),
      steps.map(step => step.messageId?.slice(0, 998) ?? null),
      steps.map(step => JSON.stringify(step.detail)),
    ],
  });
}

/** Every step of the messages that bear this trace or Message-ID, oldest first. */
export async function findJourney(db: Queryable, name: string): Promise<Step[]> {
  return await db.query<Step>({
    text: `select trace, at, event, message_id as "messageId", detail from journey
           where trace in (select $1 union select trace from journey where message_id = $1)
           order by trace, at`,
    values: [name],
  });
}

/** Forgets the steps taken before an instant. */
export async function forgetSteps(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from journey where at < $1', values: [before] });
}
