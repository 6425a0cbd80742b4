/** The analyst's desk: what was reported, gathered by campaign, and the year in figures. */
import type { Campaign, CampaignVerdict, Statistics } from '../../store/phishing-campaigns.ts';
import { listCampaigns, readStatistics } from '../../store/phishing-campaigns.ts';
import type { House } from '../house.ts';
import { type Analyst, requireAnalyst } from './analyst.ts';
import { type Hidden, hideSmall } from './hide-small.ts';

const mostShown = 200;

/** Campaigns that wait (null) or were decided so. @throws Refusal not-permitted */
export async function readQueue(
  { store }: Pick<House, 'store'>,
  actor: Analyst,
  verdict: CampaignVerdict | null = null,
): Promise<Campaign[]> {
  requireAnalyst(actor);
  return await listCampaigns(store.database, verdict, mostShown);
}

/** Numbers of people too few to be nobody in particular are null. */
export type Figures = Omit<Statistics, 'reporters' | 'reacted'> & {
  readonly reporters: Hidden;
  readonly reacted: Hidden;
};

/** Counts of a span of time; nobody is named. @throws Refusal not-permitted */
export async function readFigures(
  { store }: Pick<House, 'store'>,
  actor: Analyst,
  from: Date,
  until: Date,
): Promise<Figures> {
  requireAnalyst(actor);
  const counted = await readStatistics(store.database, from, until);
  return { ...counted, reporters: hideSmall(counted.reporters), reacted: hideSmall(counted.reacted) };
}
