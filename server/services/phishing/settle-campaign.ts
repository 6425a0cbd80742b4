/** One act of the analyst: the verdict, and all that follows from it, each step also to be had alone. */
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Block } from '../../store/phishing-blocks.ts';
import type { CampaignId, CampaignVerdict } from '../../store/phishing-campaigns.ts';
import type { RemovalId } from '../../store/phishing-removals.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { requireAnalyst } from './analyst.ts';
import { answerReporters } from './answer-reporters.ts';
import { askNewPasswords } from './ask-new-passwords.ts';
import { block } from './block.ts';
import { decide } from './decide.ts';
import { pullBack } from './pull-back.ts';
import { warnRecipients } from './warn-recipients.ts';

export type Settlement = {
  readonly verdict: Exclude<CampaignVerdict, 'exercise'>;
  readonly pullBack: boolean;
  readonly blocks: readonly Block[];
  readonly answer: boolean;
  readonly warn: boolean;
  /** Accounts that must choose a new password. */
  readonly passwords: readonly AccountId[];
};

export type Settled = {
  readonly pulledBack: { readonly removalId: RemovalId; readonly accounts: number; readonly messages: number } | null;
  readonly blocked: number;
  readonly answered: number;
  readonly warned: number;
  readonly passwordsAsked: number;
};

/**
 * The verdict comes first, the answers last, so that they can tell what was done. A harmless campaign is pulled back from
 * nobody and shuts nobody out.
 * @throws Refusal not-permitted, no-such-message; policy where a block would shut out the house or somebody known, or
 * where harmless mail would be pulled back: then nothing was done
 */
export async function settleCampaign(
  house: Pick<House, 'store' | 'clock' | 'random' | 'deliveries' | 'domains' | 'phishing'>,
  actor: Actor,
  campaignId: CampaignId,
  wish: Settlement,
): Promise<Settled> {
  requireAnalyst(actor);
  const guard = house.phishing;
  if (guard === undefined) throw new Refusal('unavailable');
  const harmful = wish.pullBack || wish.blocks.length > 0 || wish.warn || wish.passwords.length > 0;
  if (wish.verdict === 'harmless' && harmful) throw new Refusal('policy');
  if (wish.verdict !== 'phishing' && (wish.warn || wish.passwords.length > 0)) throw new Refusal('policy');
  if (wish.blocks.length > 0) await block(house, guard.watch.facts(), actor, wish.blocks, campaignId);
  await decide(house, actor, campaignId, wish.verdict);
  if (wish.blocks.length > 0) await guard.watch.refresh();
  const pulledBack = wish.pullBack ? await pullBack(house, actor, campaignId) : null;
  const passwordsAsked = await askNewPasswords(house, actor, wish.passwords, campaignId);
  const warned = wish.warn ? await warnRecipients(house, actor, campaignId) : 0;
  const answered = wish.answer ? await answerReporters(house, actor, campaignId) : 0;
  return { pulledBack, blocked: wish.blocks.length, answered, warned, passwordsAsked };
}
