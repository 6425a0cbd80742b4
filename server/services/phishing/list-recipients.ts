import type { CampaignId } from '../../store/phishing-campaigns.ts';
import { type Holder, listHolders } from '../../store/phishing-holders.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { requireAnalyst } from './analyst.ts';
import { messagesOf, requireCampaign } from './targets.ts';

/** People that are listed by name; the numbers of a campaign count all. */
const mostListed = 1000;

/**
 * Who got the mail of a campaign, who opened it, answered it, or followed it through the webmail: those who acted first.
 * @throws Refusal not-permitted; no-such-message where there is no such campaign
 */
export async function listRecipients(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  campaignId: CampaignId,
): Promise<Holder[]> {
  requireAnalyst(actor);
  const blobs = await messagesOf(store.database, await requireCampaign(store.database, campaignId));
  return await listHolders(store.database, campaignId, blobs, mostListed);
}
