/** What was said of each message, kept once for all who got it, and found again by what makes its campaign. */
import { sameCampaignBits } from '../formats/phishing/simhash.ts';
import type { BlobHash } from '../model/email.ts';
import type { Queryable } from './database.ts';

/** What messages of one campaign share: each part may be empty. */
export type Likeness = {
  /** Address of the From, lower case. */
  readonly sender: string;
  /** Base subject, folded. */
  readonly subject: string;
  /** Hosts it leads to that belong to nobody known. */
  readonly links: readonly string[];
  /** Simhash of the body; 0 where there is too little of it. */
  readonly print: bigint;
};

export type Judgement = Likeness & {
  readonly blob: BlobHash;
  readonly judgedAt: Date;
  readonly score: number;
  readonly level: string;
  /** As `services/phishing/verdict.ts` has them. */
  readonly reasons: unknown;
};

/** Links that are kept and compared. */
const maxLinks = 20;
const maxSubject = 500;
/** Characters of an address. */
const maxSender = 320;
const boundedScore = ({ score }: Judgement) => Math.min(score, 32_767);

const columns = `blob, judged_at as "judgedAt", score, level, reasons, sender, subject, links, print::text as print`;

type Row = Omit<Judgement, 'print'> & { readonly print: string };
const judgementOf = (row: Row): Judgement => ({ ...row, print: BigInt.asUintN(64, BigInt(row.print)) });
const signed = (print: bigint): string => BigInt.asIntN(64, print).toString();

/** A judgement of a message that came in, and whether its sender is counted as somebody who writes to this house. */
export type FirstJudgement = Judgement & { readonly counts: boolean; readonly authenticated: boolean };

/**
 * Keeps what was said of messages and counts their senders, in one statement and in order: two batches of the same
 * senders never wait for each other in a circle. What was said of a blob first stays, and counts no sender twice.
 */
export async function keepJudgements(tx: Queryable, judgements: readonly FirstJudgement[]): Promise<void> {
  if (judgements.length === 0) return;
  await tx.query({
    text: `with said as (
             select distinct on (blob) * from unnest($1::bytea[], $2::timestamptz[], $3::smallint[], $4::text[], $5::json[], $6::text[],
                                  $7::text[], $8::json[], $9::bigint[], $10::boolean[], $11::boolean[])
               s(blob, judged_at, score, level, reasons, sender, subject, links, print, counts, authenticated)
             order by blob
           ), kept as (
             insert into phishing_judgement (blob, judged_at, score, level, reasons, sender, subject, links, print)
             select blob, judged_at, score, level, reasons, sender, subject,
                    array(select json_array_elements_text(links)), print
             from said order by blob
             on conflict (blob) do nothing
             returning blob
           )
           insert into phishing_sender as known (sender, first_at, last_at, messages, authenticated)
           select sender, max(judged_at), max(judged_at), count(*), count(*) filter (where authenticated)
           from said join kept using (blob) where counts
           group by sender order by sender
           on conflict (sender) do update
           set last_at = excluded.last_at, messages = known.messages + excluded.messages,
               authenticated = known.authenticated + excluded.authenticated`,
    values: [
      judgements.map(({ blob }) => blob),
      judgements.map(({ judgedAt }) => judgedAt),
      judgements.map(judgement => boundedScore(judgement)),
      judgements.map(({ level }) => level),
      judgements.map(({ reasons }) => JSON.stringify(reasons)),
      judgements.map(({ sender }) => sender.slice(0, maxSender)),
      judgements.map(({ subject }) => subject.slice(0, maxSubject)),
      judgements.map(({ links }) => JSON.stringify(links.slice(0, maxLinks))),
      judgements.map(({ print }) => signed(print)),
      judgements.map(({ counts }) => counts),
      judgements.map(({ authenticated }) => authenticated),
    ],
  });
}

/** More was learnt of a message since it was judged. */
export async function keepLaterJudgement(db: Queryable, judgement: Judgement): Promise<void> {
  await db.run({
    text: `insert into phishing_judgement (blob, judged_at, score, level, reasons, sender, subject, links, print)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           on conflict (blob) do update set score = $3, level = $4, reasons = $5`,
    values: [
      judgement.blob,
      judgement.judgedAt,
      boundedScore(judgement),
      judgement.level,
      JSON.stringify(judgement.reasons),
      judgement.sender.slice(0, maxSender),
      judgement.subject.slice(0, maxSubject),
      judgement.links.slice(0, maxLinks),
      signed(judgement.print),
    ],
  });
}

export async function readJudgements(db: Queryable, blobs: readonly BlobHash[]): Promise<Map<string, Judgement>> {
  const rows = await db.query<Row>({
    text: `select ${columns} from phishing_judgement where blob = any($1::bytea[])`,
    values: [blobs],
  });
  return new Map(rows.map(row => [row.blob.toString('hex'), judgementOf(row)]));
}

/**
 * Blobs of messages judged since `since` that are like this one: nearly the same body; or the same sender under the
 * same subject; or the same subject leading to one of the same hosts.
 */
export async function findAlike(db: Queryable, like: Likeness, since: Date): Promise<BlobHash[]> {
  const rows = await db.query<{ blob: BlobHash }>({
    text: `select blob from phishing_judgement
           where judged_at >= $5
             and ((print <> 0 and $4::bigint <> 0 and bit_count((print # $4::bigint)::bit(64)) <= ${sameCampaignBits})
               or ($2::text <> '' and subject = $2 and (sender = $1 or links && $3::text[])))`,
    values: [like.sender, like.subject, like.links, signed(like.print), since],
  });
  return rows.map(row => row.blob);
}

/** Forgets what was judged before an instant. */
export async function forgetJudgements(db: Queryable, before: Date): Promise<void> {
  await db.query({ text: 'delete from phishing_judgement where judged_at < $1', values: [before] });
}
