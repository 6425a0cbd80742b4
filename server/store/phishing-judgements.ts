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

const columns = `blob, judged_at as "judgedAt", score, level, reasons, sender, subject, links, print::text as print`;

type Row = Omit<Judgement, 'print'> & { readonly print: string };
const judgementOf = (row: Row): Judgement => ({ ...row, print: BigInt.asUintN(64, BigInt(row.print)) });
const signed = (print: bigint): string => BigInt.asIntN(64, print).toString();

/**
 * Keeps a judgement; the first said of a blob stays, unless `again` says that more was learnt since.
 * @returns whether it was written
 */
export async function keepJudgement(tx: Queryable, judgement: Judgement, again = false): Promise<boolean> {
  const written = await tx.run({
    text: `insert into phishing_judgement (blob, judged_at, score, level, reasons, sender, subject, links, print)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           on conflict (blob) do ${again ? 'update set score = $3, level = $4, reasons = $5' : 'nothing'}`,
    values: [
      judgement.blob,
      judgement.judgedAt,
      Math.min(judgement.score, 32_767),
      judgement.level,
      JSON.stringify(judgement.reasons),
      judgement.sender.slice(0, 320),
      judgement.subject.slice(0, 500),
      judgement.links.slice(0, maxLinks),
      signed(judgement.print),
    ],
  });
  return written > 0;
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
