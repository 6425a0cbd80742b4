/** Campaigns: reports of the same mail, and what an analyst decided about them. */
import { sameCampaignBits } from '../formats/phishing/simhash.ts';
import type { AccountId } from '../model/account.ts';
import type { Brand } from '../model/brand.ts';
import type { Queryable } from './database.ts';
import type { Likeness } from './phishing-judgements.ts';

export type CampaignId = Brand<number, 'CampaignId'>;

/** `exercise`: sent by the house itself to teach. */
export const campaignVerdicts = ['phishing', 'spam', 'harmless', 'exercise'] as const;
export type CampaignVerdict = (typeof campaignVerdicts)[number];

export type Campaign = Likeness & {
  readonly id: CampaignId;
  readonly openedAt: Date;
  readonly lastAt: Date;
  readonly verdict: CampaignVerdict | null;
  readonly decidedAt: Date | null;
  readonly reports: number;
};

const columns = `c.campaign_id as id, c.opened_at as "openedAt", c.last_at as "lastAt", c.sender, c.subject, c.links,
  c.print::text as print, c.verdict, c.decided_at as "decidedAt",
  (select count(*)::int from phishing_report r where r.campaign_id = c.campaign_id) as reports`;

type Row = Omit<Campaign, 'print'> & { readonly print: string };
const campaignOf = (row: Row): Campaign => ({ ...row, print: BigInt.asUintN(64, BigInt(row.print)) });
const signed = (print: bigint): string => BigInt.asIntN(64, print).toString();

/** Campaigns with that verdict, or still without one; those that were reported last come first. */
export async function listCampaigns(db: Queryable, verdict: CampaignVerdict | null, most: number): Promise<Campaign[]> {
  const rows = await db.query<Row>({
    text: `select ${columns} from phishing_campaign c
           where c.verdict is not distinct from $1::text order by c.last_at desc limit $2`,
    values: [verdict, most],
  });
  return rows.map(campaignOf);
}

export async function readCampaign(db: Queryable, id: CampaignId): Promise<Campaign | null> {
  const [row] = await db.query<Row>({
    text: `select ${columns} from phishing_campaign c where c.campaign_id = $1`,
    values: [id],
  });
  return row === undefined ? null : campaignOf(row);
}

/** The newest campaign since `since` that a message like this belongs to, or a new one. Exercises are known by their bytes. */
export async function joinCampaign(tx: Queryable, like: Likeness, since: Date, at: Date): Promise<CampaignId> {
  const [known] = await tx.query<{ id: CampaignId }>({
    text: `update phishing_campaign set last_at = $6
           where campaign_id = (
             select campaign_id from phishing_campaign
             where last_at >= $5 and verdict is distinct from 'exercise'
               and ((print <> 0 and $4::bigint <> 0 and bit_count((print # $4::bigint)::bit(64)) <= ${sameCampaignBits})
                 or ($2::text <> '' and subject = $2 and (sender = $1 or links && $3::text[])))
             order by campaign_id desc limit 1)
           returning campaign_id as id`,
    values: [like.sender, like.subject, like.links, signed(like.print), since, at],
  });
  return known === undefined ? await openCampaign(tx, like, at) : known.id;
}

export async function openCampaign(tx: Queryable, like: Likeness, at: Date): Promise<CampaignId> {
  const [opened] = await tx.query<{ id: CampaignId }>({
    text: `insert into phishing_campaign (opened_at, last_at, sender, subject, links, print)
           values ($5, $5, $1, $2, $3, $4) returning campaign_id as id`,
    values: [like.sender, like.subject, like.links, signed(like.print), at],
  });
  return opened!.id;
}

/** @returns whether there is such a campaign */
export async function setVerdict(
  tx: Queryable,
  id: CampaignId,
  verdict: CampaignVerdict,
  by: AccountId,
  at: Date,
): Promise<boolean> {
  const touched = await tx.run({
    text: 'update phishing_campaign set verdict = $2, decided_by = $3, decided_at = $4 where campaign_id = $1',
    values: [id, verdict, by, at],
  });
  return touched > 0;
}

/** Counts of a span of time, nobody named. Exercises are no incidents: they are counted as campaigns alone. */
export type Statistics = {
  readonly reports: number;
  readonly reporters: number;
  readonly campaigns: Readonly<Record<CampaignVerdict | 'open', number>>;
  /** Messages taken out of mailboxes by analysts. */
  readonly pulledBack: number;
  /** Accounts that followed a link or answered. */
  readonly reacted: number;
  /** Half of the campaigns decided were decided within so many minutes; null where none was. */
  readonly medianMinutes: number | null;
};

export async function readStatistics(db: Queryable, from: Date, until: Date): Promise<Statistics> {
  type Counts = Omit<Statistics, 'campaigns'>;
  const values = [from, until];
  const [[counts], verdicts] = await Promise.all([
    db.query<Counts>({
      text: `with incident as (select * from phishing_campaign where verdict is distinct from 'exercise')
             select
               (select count(*)::int from phishing_report r join incident using (campaign_id)
                where reported_at >= $1 and reported_at < $2) as reports,
               (select count(distinct account_id)::int from phishing_report r join incident using (campaign_id)
                where reported_at >= $1 and reported_at < $2) as reporters,
               (select count(*)::int from phishing_removed d join phishing_removal r using (removal_id)
                join incident using (campaign_id)
                where r.kind = 'pull-back' and r.restored_at is null
                  and r.removed_at >= $1 and r.removed_at < $2) as "pulledBack",
               (select count(distinct account_id)::int from phishing_reaction r join incident using (campaign_id)
                where at >= $1 and at < $2 and kind <> 'warned') as reacted,
               (select (percentile_cont(0.5) within group (order by extract(epoch from decided_at - opened_at)) / 60)::float8
                from incident where decided_at >= $1 and decided_at < $2) as "medianMinutes"`,
      values,
    }),
    db.query<{ verdict: CampaignVerdict | 'open'; count: number }>({
      text: `select coalesce(verdict, 'open') as verdict, count(*)::int as count from phishing_campaign
             where opened_at >= $1 and opened_at < $2 group by 1`,
      values,
    }),
  ]);
  const campaigns = { phishing: 0, spam: 0, harmless: 0, exercise: 0, open: 0 };
  for (const { verdict, count } of verdicts) campaigns[verdict] = count;
  return { ...counts!, campaigns };
}
