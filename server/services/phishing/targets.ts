import type { BlobHash } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Database } from '../../store/database.ts';
import { type Campaign, type CampaignId, readCampaign } from '../../store/phishing-campaigns.ts';
import { findAlike } from '../../store/phishing-judgements.ts';
import { listReports } from '../../store/phishing-reports.ts';
import { campaignDays } from './report.ts';

const day = 86_400_000;

/** @throws Refusal no-such-message where there is no such campaign */
export async function requireCampaign(database: Database, campaignId: CampaignId): Promise<Campaign> {
  const campaign = await readCampaign(database, campaignId);
  if (campaign === null) throw new Refusal('no-such-message');
  return campaign;
}

/** Every message that is like the campaign, and those that were reported for it: the reported ones first. */
export async function messagesOf(database: Database, campaign: Campaign): Promise<BlobHash[]> {
  const since = new Date(campaign.openedAt.getTime() - campaignDays * day);
  const [alike, reports] = await Promise.all([
    findAlike(database, campaign, since),
    listReports(database, campaign.id),
  ]);
  const all = [...reports.map(report => report.blob), ...alike];
  return [...new Map(all.map(blob => [blob.toString('hex'), blob])).values()];
}
