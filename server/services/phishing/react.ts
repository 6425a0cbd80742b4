import type { AccountId } from '../../model/account.ts';
import type { CampaignId } from '../../store/phishing-campaigns.ts';
import { listRecipients } from '../../store/phishing-removals.ts';
import { insertReaction } from '../../store/phishing-reports.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { requireAnalyst } from './analyst.ts';

/** Notes that somebody followed a link of a campaign through the webmail, or insisted on answering it. */
export async function noteReaction(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  accountId: AccountId,
  campaignId: CampaignId,
  kind: 'followed' | 'answered',
): Promise<void> {
  await insertReaction(store.database, { accountId, campaignId, kind, at: clock.now() });
}

/**
 * Who had the mail of a campaign, and what they did with it: whom to warn, whose password to change.
 * @throws Refusal not-permitted
 */
export async function listReactions(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  campaignId: CampaignId,
): Promise<{ accountId: AccountId; opened: boolean; answered: boolean; followed: boolean }[]> {
  requireAnalyst(actor);
  return await listRecipients(store.database, campaignId);
}
