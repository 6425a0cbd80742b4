/** Shutting out a sender, a domain, a site or a text: the judge then marks whatever bears it. */

import { organisationOf } from '../../formats/phishing/domains.ts';
import { foldLetters } from '../../formats/phishing/letters.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { type Block, insertBlocks, listBlocks, removeBlock } from '../../store/phishing-blocks.ts';
import { type CampaignId, readCampaign } from '../../store/phishing-campaigns.ts';
import type { Actor } from '../actor.ts';
import { type Act, record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { requireAnalyst } from './analyst.ts';
import type { Blocks, HouseFacts } from './context.ts';
import { ofHouse, ownerOfHost } from './trust.ts';

/**
 * Blocks what is named. What belongs to the house or to somebody known is never blocked as a whole: one wrong act must
 * not silence the rectorat.
 * @throws Refusal not-permitted; policy, where the value is the house's or a known owner's
 */
export async function block(
  house: Pick<House, 'store' | 'clock' | 'random'>,
  facts: HouseFacts,
  actor: Actor,
  blocks: readonly Block[],
  campaignId: CampaignId | null = null,
): Promise<void> {
  requireAnalyst(actor);
  const normal = blocks.map(({ kind, value }) => ({ kind, value: foldLetters(value.trim()) }));
  for (const { kind, value } of normal) if (isOurs(kind, value, facts)) throw new Refusal('policy', value);
  await house.store.database.transaction(async tx => {
    await insertBlocks(tx, normal, actor.accountId, campaignId, house.clock.now());
    await record(tx, house, ...normal.map(each => actOf('phishing-blocked', actor, each, campaignId)));
  });
}

/** @throws Refusal not-permitted; no-such-message where nothing such is blocked */
export async function unblock(
  house: Pick<House, 'store' | 'clock' | 'random'>,
  actor: Actor,
  what: Block,
): Promise<void> {
  requireAnalyst(actor);
  await house.store.database.transaction(async tx => {
    if (!(await removeBlock(tx, what))) throw new Refusal('no-such-message');
    await record(tx, house, actOf('phishing-unblocked', actor, what, null));
  });
}

function actOf(
  kind: 'phishing-blocked' | 'phishing-unblocked',
  actor: Actor,
  { kind: what, value }: Block,
  campaign: CampaignId | null,
): Act {
  return { kind, actor, subject: null, facts: { what, campaign }, personal: { value } };
}

/** What would shut out a campaign: its sender, its sites, its text. Public mailboxes and shared hosts are left open. */
export async function blocksFor(db: Queryable, facts: HouseFacts, campaignId: CampaignId): Promise<Block[]> {
  const campaign = await readCampaign(db, campaignId);
  if (campaign === null) return [];
  const links = campaign.links.filter(host => !facts.openHosts.has(host) && !facts.shorteners.has(host));
  const all: Block[] = [
    ...(campaign.sender === '' ? [] : [{ kind: 'sender' as const, value: campaign.sender }]),
    ...links.map(value => ({ kind: 'link' as const, value })),
    ...(campaign.print === 0n ? [] : [{ kind: 'fingerprint' as const, value: printText(campaign.print) }]),
  ];
  return all.filter(({ kind, value }) => !isOurs(kind, value, facts));
}

/** What is shut out, the last first. @throws Refusal not-permitted */
export async function listBlocked(
  { store }: Pick<House, 'store'>,
  actor: Actor,
): Promise<Awaited<ReturnType<typeof listBlocks>>> {
  requireAnalyst(actor);
  return await listBlocks(store.database);
}

/** As the judge looks them up. */
export async function loadBlocks(db: Queryable): Promise<Blocks> {
  const all = await listBlocks(db);
  const of = (kind: Block['kind']) => all.filter(each => each.kind === kind).map(each => each.value);
  return {
    senders: new Set(of('sender')),
    domains: new Set(of('domain')),
    links: new Set(of('link')),
    fingerprints: of('fingerprint').map(value => BigInt(`0x${value}`)),
  };
}

export function printText(print: bigint): string {
  return print.toString(16).padStart(16, '0');
}

/** A sender of the house may be blocked (an account that was taken over), its domain may not. */
function isOurs(kind: Block['kind'], value: string, facts: HouseFacts): boolean {
  if (kind === 'sender') return false;
  if (kind === 'fingerprint') return !/^[0-9a-f]{16}$/.test(value);
  if (kind === 'domain' && facts.freeMail.has(organisationOf(value))) return true;
  return (
    ofHouse(value, facts) || ownerOfHost(value, facts) !== null || facts.domains.some(own => own.endsWith(`.${value}`))
  );
}
