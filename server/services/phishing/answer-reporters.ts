/** Every reporter of a campaign hears what became of it, once. */

import { describeMessage } from '../../formats/message/describe.ts';
import { composeAnswer } from '../../formats/phishing/answer.ts';
import { parisZone } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { findByRole } from '../../store/mailboxes.ts';
import { type Campaign, type CampaignId, readCampaign } from '../../store/phishing-campaigns.ts';
import { accountsOf, listRemovals } from '../../store/phishing-removals.ts';
import { claimUnanswered } from '../../store/phishing-reports.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit/record.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';
import { requireAnalyst } from './analyst.ts';
import { restoreReports } from './decide.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'deliveries' | 'domains'>;

/**
 * Puts the answer into each reporter's inbox, however full it is.
 * @returns how many were answered
 * @throws Refusal not-permitted; no-such-message where there is no such campaign or no verdict yet
 */
export async function answerReporters(house: Parts, actor: Actor, campaignId: CampaignId): Promise<number> {
  requireAnalyst(actor);
  const campaign = await readCampaign(house.store.database, campaignId);
  if (campaign?.verdict == null) throw new Refusal('no-such-message');
  return await answer(house, actor, campaign, campaign.verdict);
}

/**
 * Reports of what was decided already are answered at once: an exercise with thanks, harmless mail by giving it back. Open
 * campaigns wait for their analyst.
 */
export async function answerDecided(house: Parts, campaignIds: readonly CampaignId[]): Promise<void> {
  for (const campaignId of campaignIds) {
    const campaign = await readCampaign(house.store.database, campaignId);
    if (campaign?.verdict == null) continue;
    if (campaign.verdict === 'harmless') await restoreReports(house, campaignId);
    await answer(house, 'house', campaign, campaign.verdict);
  }
}

async function answer(
  house: Parts,
  actor: Actor | 'house',
  { id: campaignId }: Campaign,
  verdict: NonNullable<Campaign['verdict']>,
): Promise<number> {
  const { store, clock, random, deliveries, domains } = house;
  const { database } = store;
  const at = clock.now();
  const pulls = (await listRemovals(database, campaignId)).filter(
    each => each.kind === 'pull-back' && each.restoredAt === null,
  );
  const pulledBack = new Set((await Promise.all(pulls.map(({ id }) => accountsOf(database, id)))).flat()).size;
  const reporters = await database.transaction(async tx => {
    const claimed = await claimUnanswered(tx, campaignId, at);
    const facts = { campaign: campaignId, reporters: claimed.length };
    if (actor !== 'house') await record(tx, house, { kind: 'phishing-answered', actor, subject: null, facts });
    return claimed;
  });
  const inboxes = await findByRole(
    database,
    reporters.map(({ accountId }) => accountId),
    'inbox',
  );
  for (const { accountId, address, subject } of reporters) {
    const mailboxId = inboxes.get(accountId);
    if (mailboxId === undefined) continue;
    const domain = domains[0]!;
    const messageId = `<${newTraceId({ random })}@${domain}>`;
    const zone = parisZone(at);
    const bytes = composeAnswer({ to: address, domain, messageId, at, zone, verdict, subject, pulledBack });
    const message = {
      blob: await store.blobs.keep(bytes),
      facts: describeMessage(bytes),
      receivedAt: at,
      receivedZone: zone,
    };
    await deliveries.deliver(message, [{ accountId, mailboxId, trace: '', flags: 0, keywords: [], quotaExempt: true }]);
  }
  return reporters.length;
}
