/**
 * One act takes the mail of a campaign out of every mailbox: set-based, some hundreds of accounts a transaction, undoable,
 * noted. Whoever has the mailbox open (IMAP, webmail) sees the messages go, by the same announcement as after an expunge.
 */
import { Refusal } from '../../model/refusal.ts';
import type { Database } from '../../store/database.ts';
import type { CampaignId } from '../../store/phishing-campaigns.ts';
import {
  accountsOf,
  findByBlobs,
  insertRemoval,
  markRestored,
  type RemovalId,
  removeTargets,
  restoreRemoved,
  type Touched,
} from '../../store/phishing-removals.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { requireAnalyst } from './analyst.ts';
import { messagesOf, requireCampaign } from './targets.ts';

export type Removed = { readonly removalId: RemovalId; readonly accounts: number; readonly messages: number };

/** Accounts of one transaction: their locks are held together, so that mail for them waits that long. */
const accountsPerTransaction = 250;

/** What a pull-back would take, before it is done. */
export async function previewPullBack(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  campaignId: CampaignId,
): Promise<{ accounts: number; messages: number }> {
  requireAnalyst(actor);
  const targets = await findTargets(store.database, campaignId);
  return { accounts: new Set(targets.map(target => target.accountId)).size, messages: targets.length };
}

/**
 * Takes every message of the campaign out of every mailbox.
 * @throws Refusal not-permitted; no-such-message where there is no such campaign
 */
export async function pullBack(
  house: Pick<House, 'store' | 'clock' | 'random'>,
  actor: Actor,
  campaignId: CampaignId,
): Promise<Removed> {
  requireAnalyst(actor);
  const { store } = house;
  const { database } = store;
  const at = house.clock.now();
  const targets = await findTargets(database, campaignId);
  const removalId = await database.transaction(async tx => {
    const id = await insertRemoval(tx, { campaignId, kind: 'pull-back', at, by: actor.accountId });
    const counts = { campaign: campaignId, removal: id, messages: targets.length };
    await record(tx, house, { kind: 'phishing-pulled-back', actor, subject: null, facts: counts });
    return id;
  });
  const accounts = [...new Set(targets.map(target => target.accountId))];
  const perAccount = Map.groupBy(targets, target => target.accountId);
  const touched = await byPortions(accounts, portion => {
    const wanted = portion.flatMap(accountId => perAccount.get(accountId)!);
    return database.transaction(tx => removeTargets(tx, removalId, wanted, at));
  });
  announce(store, touched);
  return { removalId, ...totals(touched) };
}

/**
 * Puts back all that a removal took.
 * @throws Refusal not-permitted; no-such-message where it was undone already
 */
export async function undoRemoval(
  house: Pick<House, 'store' | 'clock' | 'random'>,
  actor: Actor,
  campaignId: CampaignId,
  removalId: RemovalId,
): Promise<Removed> {
  requireAnalyst(actor);
  const { store } = house;
  const { database } = store;
  const at = house.clock.now();
  await database.transaction(async tx => {
    if (!(await markRestored(tx, removalId, actor.accountId, at))) throw new Refusal('no-such-message');
    const facts = { campaign: campaignId, removal: removalId };
    await record(tx, house, { kind: 'phishing-restored', actor, subject: null, facts });
  });
  return { removalId, ...totals(await restore(store, removalId, at)) };
}

/** Puts back what a removal took that is marked as undone. What a crash left out is put back when it is called again. */
export async function restore(store: House['store'], removalId: RemovalId, at: Date): Promise<Touched[]> {
  const accounts = await accountsOf(store.database, removalId);
  const touched = await byPortions(accounts, portion =>
    store.database.transaction(tx => restoreRemoved(tx, removalId, portion, at)),
  );
  announce(store, touched);
  return touched;
}

/** Every email that is like the campaign, and those that were reported for it, wherever they still are. */
async function findTargets(database: Database, campaignId: CampaignId) {
  const blobs = await messagesOf(database, await requireCampaign(database, campaignId));
  return blobs.length === 0 ? [] : findByBlobs(database, blobs);
}

async function byPortions<Item>(
  items: readonly Item[],
  work: (portion: readonly Item[]) => Promise<Touched[]>,
): Promise<Touched[]> {
  const touched: Touched[] = [];
  for (let from = 0; from < items.length; from += accountsPerTransaction) {
    touched.push(...(await work(items.slice(from, from + accountsPerTransaction))));
  }
  return touched;
}

function announce(store: House['store'], touched: readonly Touched[]): void {
  for (const { accountId, modseq } of touched) {
    store.changes.announce({ accountId, modseq, kinds: ['email', 'mailbox', 'quota'] });
  }
}

function totals(touched: readonly Touched[]): { accounts: number; messages: number } {
  return { accounts: touched.length, messages: touched.reduce((sum, { placements }) => sum + placements, 0) };
}
