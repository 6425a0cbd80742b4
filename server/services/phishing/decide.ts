/** An analyst decides what a campaign is. A harmless one goes back to those who reported it, and holds nobody back. */
import { Refusal } from '../../model/refusal.ts';
import { type CampaignId, type CampaignVerdict, setVerdict } from '../../store/phishing-campaigns.ts';
import { listRemovals, markRestored, type RemovalId } from '../../store/phishing-removals.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { requireAnalyst } from './analyst.ts';
import { restore } from './pull-back.ts';

/** @throws Refusal not-permitted; no-such-message where there is no such campaign */
export async function decide(
  house: Pick<House, 'store' | 'clock' | 'random'>,
  actor: Actor,
  campaignId: CampaignId,
  verdict: CampaignVerdict,
): Promise<void> {
  requireAnalyst(actor);
  const { store } = house;
  const at = house.clock.now();
  const by = actor.accountId;
  const back = await store.database.transaction(async tx => {
    if (!(await setVerdict(tx, campaignId, verdict, by, at))) throw new Refusal('no-such-message');
    const removals = verdict === 'harmless' ? await listRemovals(tx, campaignId) : [];
    const standing = removals.filter(({ restoredAt }) => restoredAt === null);
    for (const { id } of standing) await markRestored(tx, id, by, at);
    const facts = { campaign: campaignId, verdict };
    await record(tx, house, { kind: 'phishing-decided', actor, subject: null, facts });
    return standing;
  });
  for (const { id } of back) await restore(store, id, at);
}

/** What somebody reported of harmless mail after it was found so comes back to them. */
export async function restoreReports(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  campaignId: CampaignId,
): Promise<void> {
  const at = clock.now();
  const back = await store.database.transaction(async tx => {
    const restored: RemovalId[] = [];
    for (const { id, restoredAt, by } of await listRemovals(tx, campaignId)) {
      if (restoredAt === null && (await markRestored(tx, id, by, at))) restored.push(id);
    }
    return restored;
  });
  for (const id of back) await restore(store, id, at);
}
