/** What analysts have shut out. */
import type { AccountId } from '../model/account.ts';
import type { Queryable } from './database.ts';
import type { CampaignId } from './phishing-campaigns.ts';

export const blockKinds = ['sender', 'domain', 'link', 'fingerprint'] as const;
export type BlockKind = (typeof blockKinds)[number];

/** `value`: an address, a domain, a host; or a print as sixteen hexadecimal digits. */
export type Block = { readonly kind: BlockKind; readonly value: string };

export function listBlocks(db: Queryable): Promise<(Block & { blockedAt: Date; campaignId: CampaignId | null })[]> {
  return db.query({
    text: `select kind, value, blocked_at as "blockedAt", campaign_id as "campaignId" from phishing_block
           order by blocked_at desc`,
  });
}

export async function insertBlocks(
  tx: Queryable,
  blocks: readonly Block[],
  by: AccountId,
  campaignId: CampaignId | null,
  at: Date,
): Promise<void> {
  await tx.query({
    text: `insert into phishing_block (kind, value, campaign_id, blocked_at, blocked_by)
           select kind, value, $3, $4, $5 from unnest($1::text[], $2::text[]) n(kind, value) on conflict do nothing`,
    values: [blocks.map(block => block.kind), blocks.map(block => block.value), campaignId, at, by],
  });
}

export async function removeBlock(tx: Queryable, block: Block): Promise<boolean> {
  const text = 'delete from phishing_block where kind = $1 and value = $2';
  return (await tx.run({ text, values: [block.kind, block.value] })) > 0;
}
