/** The analyst's desk: what was reported, gathered by campaign, and the year in figures. */
import type { Campaign, CampaignVerdict, Statistics } from '../../store/phishing-campaigns.ts';
import { listCampaigns, readStatistics } from '../../store/phishing-campaigns.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { requireAnalyst } from './analyst.ts';

const mostShown = 200;

/** Campaigns that wait (null) or were decided so. @throws Refusal not-permitted */
export async function readQueue(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  verdict: CampaignVerdict | null = null,
): Promise<Campaign[]> {
  requireAnalyst(actor);
  return await listCampaigns(store.database, verdict, mostShown);
}

/** Counts of a span of time; nobody is named. @throws Refusal not-permitted */
export async function readFigures(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  from: Date,
  until: Date,
): Promise<Statistics> {
  requireAnalyst(actor);
  return await readStatistics(store.database, from, until);
}
