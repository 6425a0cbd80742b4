/** Who reported what, and who reacted to it. */
import type { AccountId, Address } from '../model/account.ts';
import type { BlobHash, EmailId } from '../model/email.ts';
import type { Queryable } from './database.ts';
import type { CampaignId } from './phishing-campaigns.ts';
import type { RemovalId } from './phishing-removals.ts';

export type Report = {
  readonly accountId: AccountId;
  readonly blob: BlobHash;
  readonly campaignId: CampaignId;
  readonly emailId: EmailId;
  /** `webmail`, `portal`, `folder`, `address`. */
  readonly door: string;
  readonly reportedAt: Date;
  readonly removalId: RemovalId;
};

/** A second report of the same message by the same person is the first one. */
export async function insertReports(tx: Queryable, reports: readonly Report[]): Promise<void> {
  await tx.query({
    text: `insert into phishing_report (account_id, blob, campaign_id, email_id, door, reported_at, removal_id)
           select * from unnest($1::bigint[], $2::bytea[], $3::bigint[], $4::bigint[], $5::text[], $6::timestamptz[],
             $7::bigint[])
           on conflict (account_id, blob) do update
           set reported_at = excluded.reported_at, removal_id = excluded.removal_id, answered_at = null`,
    values: [
      reports.map(report => report.accountId),
      reports.map(report => report.blob),
      reports.map(report => report.campaignId),
      reports.map(report => report.emailId),
      reports.map(report => report.door),
      reports.map(report => report.reportedAt),
      reports.map(report => report.removalId),
    ],
  });
}

/** Reports of one account since an instant. */
export async function countReports(db: Queryable, accountId: AccountId, since: Date): Promise<number> {
  const [row] = await db.query<{ count: number }>({
    text: 'select count(*)::int as count from phishing_report where account_id = $1 and reported_at >= $2',
    values: [accountId, since],
  });
  return row!.count;
}

export function listReports(db: Queryable, campaignId: CampaignId): Promise<Report[]> {
  return db.query<Report>({
    text: `select account_id as "accountId", blob, campaign_id as "campaignId", email_id as "emailId", door,
             reported_at as "reportedAt", removal_id as "removalId"
           from phishing_report where campaign_id = $1 order by reported_at`,
    values: [campaignId],
  });
}

/** Which of these messages were reported, by anybody: what they ask for is held back from all who got them. */
export async function findReported(db: Queryable, blobs: readonly BlobHash[]): Promise<Set<string>> {
  const rows = await db.query<{ blob: BlobHash }>({
    text: `select distinct r.blob from phishing_report r join phishing_campaign c using (campaign_id)
           where r.blob = any($1::bytea[]) and coalesce(c.verdict, '') not in ('harmless', 'exercise')`,
    values: [blobs],
  });
  return new Set(rows.map(row => row.blob.toString('hex')));
}

/** Reporters of a campaign who have had no answer yet, each once, with the subject they saw; marked as answered. */
export function claimUnanswered(
  tx: Queryable,
  campaignId: CampaignId,
  at: Date,
): Promise<{ accountId: AccountId; address: Address; subject: string }[]> {
  return tx.query({
    text: `with claimed as (
             update phishing_report set answered_at = $2 where campaign_id = $1 and answered_at is null
             returning account_id, email_id
           )
           select distinct on (a.account_id) a.account_id as "accountId", a.address, coalesce(e.subject, '') as subject
           from claimed c join address a on a.account_id = c.account_id and a.main
           left join email e on e.account_id = c.account_id and e.email_id = c.email_id
           order by a.account_id`,
    values: [campaignId, at],
  });
}

/** `warned`: told by the analyst, after they had acted. */
export type ReactionKind = 'followed' | 'answered' | 'warned';

/** The first such reaction of an account to a campaign counts. */
export async function insertReaction(
  db: Queryable,
  reaction: { accountId: AccountId; campaignId: CampaignId; kind: ReactionKind; at: Date },
): Promise<void> {
  await db.query({
    text: `insert into phishing_reaction (account_id, campaign_id, kind, at) values ($1, $2, $3, $4)
           on conflict do nothing`,
    values: [reaction.accountId, reaction.campaignId, reaction.kind, reaction.at],
  });
}

/** Notes that these accounts were warned of a campaign. @returns those that had not been yet */
export async function claimUnwarned(
  tx: Queryable,
  campaignId: CampaignId,
  accountIds: readonly AccountId[],
  at: Date,
): Promise<AccountId[]> {
  const rows = await tx.query<{ account_id: AccountId }>({
    text: `insert into phishing_reaction (account_id, campaign_id, kind, at)
           select account_id, $2, 'warned', $3 from unnest($1::bigint[]) n(account_id)
           on conflict do nothing returning account_id`,
    values: [accountIds, campaignId, at],
  });
  return rows.map(row => row.account_id);
}

/** What an account reported of these emails: where the report can still be taken back. */
export function findOwnReports(
  db: Queryable,
  accountId: AccountId,
  emailIds: readonly EmailId[],
): Promise<{ emailId: EmailId; blob: BlobHash; removalId: RemovalId; campaignId: CampaignId }[]> {
  return db.query({
    text: `select r.email_id as "emailId", r.blob, r.removal_id as "removalId", r.campaign_id as "campaignId"
           from phishing_report r join phishing_campaign c using (campaign_id)
           where r.account_id = $1 and r.email_id = any($2::bigint[]) and c.verdict is null`,
    values: [accountId, emailIds],
  });
}

export async function deleteReport(tx: Queryable, accountId: AccountId, blob: BlobHash): Promise<void> {
  await tx.query({
    text: 'delete from phishing_report where account_id = $1 and blob = $2',
    values: [accountId, blob],
  });
}

/** Removes a campaign that nobody reports any more and nobody has decided about. */
export async function dropEmptyCampaign(tx: Queryable, campaignId: CampaignId): Promise<void> {
  await tx.query({
    text: `delete from phishing_campaign c where campaign_id = $1 and verdict is null
           and not exists (select from phishing_report r where r.campaign_id = c.campaign_id)`,
    values: [campaignId],
  });
}
