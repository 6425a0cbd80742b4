/**
 * A feed from its octets to its end: applied at once where the guard lets it, else kept until an administrator has seen
 * what it would change and confirms just that, or drops it.
 */
import { readHrFeed } from '../../formats/hr/read.ts';
import { Refusal } from '../../model/refusal.ts';
import { findHeldFeed, type HeldFeed, insertHeldFeed, listHeldFeeds, settleHeldFeed } from '../../store/held-feeds.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from './authority.ts';
import { type DiffRow, diffRows, fingerprint } from './diff-rows.ts';
import { countsOf, type ImportOptions, type ImportOutcome, importFeed } from './import-feed.ts';
import { requireAct } from './permissions.ts';
import { seal, unseal } from './secrets.ts';

type Parts = Pick<House, 'store' | 'clock' | 'log' | 'keys' | 'random' | 'domains' | 'limits'>;

export type TakenIn = ImportOutcome & {
  /** The number of a feed that is held. */
  readonly feed: number | null;
};

const bound = 'held-feed';

/** What comes by SCIM, whose programs never see a NUMEN and so cannot say it again. */
export const scimOrigin = 'SCIM';

/**
 * Takes a feed in, as `importFeed`; one that is held is kept.
 * @param origin where it came from, for who will have to judge it
 * @throws Refusal not-permitted; UnreadableFeed with a French sentence
 */
export async function takeInFeed(
  house: Parts,
  operator: Operator,
  { bytes, origin }: { readonly bytes: Buffer; readonly origin: string },
  options: ImportOptions,
): Promise<TakenIn> {
  requireRole(operator, ['administrator']);
  const outcome = await importFeed(house, operator, readHrFeed(bytes), options);
  if (outcome.kind !== 'held') return { ...outcome, feed: null };
  const counts = countsOf(outcome.diff);
  const feed = await house.store.database.transaction(async tx => {
    const id = await insertHeldFeed(tx, {
      scope: options.scope,
      origin,
      sealed: seal(house.keys, house.random, bound, bytes),
      receivedAt: house.clock.now(),
      why: outcome.held!,
      counts,
    });
    await record(tx, house, { kind: 'hr-feed-held', actor: operator, subject: null, facts: { feed: id, ...counts } });
    return id;
  });
  return { ...outcome, feed };
}

/** Feeds that wait for an administrator. @throws Refusal not-permitted */
export async function listHeld({ store }: Pick<House, 'store'>, operator: Operator): Promise<HeldFeed[]> {
  requireAct(operator, 'settle-feed');
  return await listHeldFeeds(store.database);
}

/** What a held feed would change if it were applied now, and the word that confirms just that. */
export type HeldDiff = { readonly feed: HeldFeed; readonly rows: readonly DiffRow[]; readonly fingerprint: string };

/** @throws Refusal not-permitted; policy: settled already */
export async function showHeld(
  house: Parts,
  operator: Operator,
  id: number,
  options: Pick<ImportOptions, 'addressRule'>,
): Promise<HeldDiff> {
  requireAct(operator, 'settle-feed');
  const { sealed, ...feed } = await find(house, id);
  const read = readHrFeed(unseal(house.keys, bound, sealed));
  const { diff } = await importFeed(house, operator, read, { ...options, ...rulesOf(feed), mode: 'preview' });
  const rows = diffRows(diff);
  return { feed, rows, fingerprint: fingerprint(rows) };
}

/**
 * Applies a held feed.
 * @param agreed the fingerprint of the diff that was shown; null on the machine itself
 * @throws Refusal not-permitted; policy: settled already, or it would now change something else than what was shown
 */
export async function confirmHeld(
  house: Parts,
  operator: Operator,
  id: number,
  options: Pick<ImportOptions, 'addressRule'> & { readonly agreed: string | null },
): Promise<ImportOutcome> {
  requireAct(operator, 'settle-feed');
  const { sealed, ...feed } = await find(house, id);
  const read = readHrFeed(unseal(house.keys, bound, sealed));
  const { addressRule, agreed } = options;
  return await importFeed(house, operator, read, {
    addressRule,
    ...rulesOf(feed),
    mode: 'confirm',
    async beforeApplying(tx, diff) {
      if (agreed !== null && fingerprint(diffRows(diff)) !== agreed)
        throw new Refusal('policy', 'the diff has changed');
      await settle(tx, house, operator, id, 'applied');
    },
  });
}

/** Drops a held feed: nothing of it is kept. @throws Refusal not-permitted; policy: settled already */
export async function dropHeld(house: Parts, operator: Operator, id: number): Promise<void> {
  requireAct(operator, 'settle-feed');
  await house.store.database.transaction(async tx => {
    await settle(tx, house, operator, id, 'dropped');
    await record(tx, house, { kind: 'hr-feed-dropped', actor: operator, subject: null, facts: { feed: id } });
  });
}

function rulesOf({ scope, origin }: HeldFeed): Pick<ImportOptions, 'scope' | 'keepsNumen'> {
  return { scope, keepsNumen: origin === scimOrigin };
}

async function settle(
  tx: Parameters<typeof settleHeldFeed>[0],
  { clock }: Parts,
  operator: Operator,
  id: number,
  outcome: 'applied' | 'dropped',
): Promise<void> {
  const by = operator === 'console' ? null : operator.accountId;
  const settled = await settleHeldFeed(tx, id, { at: clock.now(), by, outcome });
  if (!settled) throw new Refusal('policy', 'settled already');
}

async function find({ store }: Parts, id: number): Promise<HeldFeed & { readonly sealed: Buffer }> {
  const found = await findHeldFeed(store.database, id);
  if (found === null) throw new Refusal('policy', 'no feed waits under this number');
  return found;
}
