/** Exercises: what was sent to whom is known by its bytes, what became of it by numbers alone. */
import type { AccountId, Address, Population } from '../model/account.ts';
import type { BlobHash } from '../model/email.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';
import type { CampaignId } from './phishing-campaigns.ts';

export type Exercise = {
  readonly id: number;
  readonly campaignId: CampaignId;
  readonly template: string;
  readonly population: Population | null;
  readonly sentAt: Date;
  readonly sent: number;
  readonly followed: number;
  readonly reported: number;
};

/** The newest first. */
export function listExercises(db: Queryable, most: number): Promise<Exercise[]> {
  return db.query<Exercise>({
    text: `select e.exercise_id as id, e.campaign_id as "campaignId", e.template, e.population, e.sent_at as "sentAt",
             e.sent, e.followed,
             (select count(distinct r.account_id)::int from phishing_report r where r.campaign_id = e.campaign_id) as reported
           from phishing_exercise e order by e.exercise_id desc limit $1`,
    values: [most],
  });
}

export async function insertExercise(
  tx: Queryable,
  exercise: { campaignId: CampaignId; template: string; population: Population | null; at: Date; by: AccountId },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>({
    text: `insert into phishing_exercise (campaign_id, template, population, sent_at, sent_by, sent, followed)
           values ($1, $2, $3, $4, $5, 0, 0) returning exercise_id as id`,
    values: [exercise.campaignId, exercise.template, exercise.population, exercise.at, exercise.by],
  });
  return row!.id;
}

/** Messages that are about to be delivered, with the hash of the token in each; in no order that tells whose it is. */
export async function insertLures(
  tx: Queryable,
  { id, campaignId }: { readonly id: number; readonly campaignId: CampaignId },
  blobs: readonly BlobHash[],
  tokenHashes: readonly Buffer[],
): Promise<void> {
  await tx.query({
    text: `insert into phishing_exercise_message (blob, campaign_id)
           select distinct blob, $2::bigint from unnest($1::bytea[]) n(blob) order by blob`,
    values: [blobs, campaignId],
  });
  await tx.query({
    text: `insert into phishing_lure (token_hash, exercise_id)
           select token_hash, $2::bigint from unnest($1::bytea[]) n(token_hash) order by token_hash`,
    values: [tokenHashes, id],
  });
}

export async function countSent(tx: Queryable, id: number, sent: number): Promise<void> {
  await tx.query({ text: 'update phishing_exercise set sent = sent + $2 where exercise_id = $1', values: [id, sent] });
}

/** Counts who followed a link, once; the link is nobody's afterwards. False where it was followed before, or never was one. */
export async function takeLure(db: Queryable, tokenHash: Buffer): Promise<boolean> {
  const touched = await db.run({
    text: `with taken as (delete from phishing_lure where token_hash = $1 returning exercise_id)
           update phishing_exercise e set followed = e.followed + 1 from taken where e.exercise_id = taken.exercise_id`,
    values: [tokenHash],
  });
  return touched > 0;
}

/** Links nobody followed in time. */
export async function forgetLures(db: Queryable, before: Date): Promise<void> {
  await db.query({
    text: `delete from phishing_lure l using phishing_exercise e where e.exercise_id = l.exercise_id and e.sent_at < $1`,
    values: [before],
  });
}

/** Which of these messages are of an exercise, by their hash in hexadecimal. */
export async function findExerciseMessages(
  db: Queryable,
  blobs: readonly BlobHash[],
): Promise<Map<string, CampaignId>> {
  const rows = await db.query<{ blob: BlobHash; campaignId: CampaignId }>({
    text: `select blob, campaign_id as "campaignId" from phishing_exercise_message where blob = any($1::bytea[])`,
    values: [blobs],
  });
  return new Map(rows.map(({ blob, campaignId }) => [blob.toString('hex'), campaignId]));
}

/** Active people of a population, or all, with their inbox; posts are left alone. */
export function listPupils(
  db: Queryable,
  population: Population | null,
): Promise<{ accountId: AccountId; address: Address; inboxId: MailboxId; givenName: string }[]> {
  return db.query({
    text: `select a.account_id as "accountId", d.address, m.mailbox_id as "inboxId", p.given_name as "givenName"
           from account a
           join person p using (person_id)
           join address d on d.account_id = a.account_id and d.main
           join mailbox m on m.account_id = a.account_id and m.role = 'inbox'
           where a.state = 'active' and ($1::text is null or p.population = $1)
           order by a.account_id`,
    values: [population],
  });
}
