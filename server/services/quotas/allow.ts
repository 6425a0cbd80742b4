/** What people may use: by population, and for one person for good or for a time. R36 */
import type { Population } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { findCredentials } from '../../store/accounts.ts';
import { applyQuotas, keepUsed, putGrant, putPopulationQuota } from '../../store/quotas.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from '../people/authority.ts';

type Needs = Pick<House, 'store' | 'clock' | 'random' | 'limits' | 'log'>;

/** The room of everybody of a population who has none of their own; null: none of its own. @throws Refusal not-permitted */
export async function allowPopulation(
  house: Needs,
  operator: Operator,
  population: Population,
  bytes: number | null,
): Promise<void> {
  requireRole(operator, ['administrator']);
  await house.store.database.transaction(async tx => {
    await putPopulationQuota(tx, population, bytes);
    await record(tx, house, { kind: 'quota', actor: operator, subject: null, facts: { population, bytes } });
  });
  await renewQuotas(house);
}

/**
 * More room for one person, to the end of a day in Paris (`YYYY-MM-DD`) or, with null, for good.
 * @throws Refusal not-permitted, no-such-recipient
 */
export async function allowPerson(
  house: Needs,
  operator: Operator,
  address: string,
  { bytes, until }: { readonly bytes: number; readonly until: string | null },
): Promise<void> {
  requireRole(operator, ['administrator']);
  const { database } = house.store;
  const account = await findCredentials(database, address.toLowerCase());
  if (account === null) throw new Refusal('no-such-recipient');
  const { accountId } = account;
  const by = operator === 'console' ? 0 : operator.accountId;
  await database.transaction(async tx => {
    await putGrant(tx, { accountId, bytes, until, by }, house.clock.now());
    await record(tx, house, { kind: 'quota', actor: operator, subject: accountId, facts: { bytes, until } });
  });
  await renewQuotas(house);
}

/** Once a day and after each change: ends what was for a time, and gives everybody what they may use. @returns how many changed */
export async function renewQuotas({ store, clock, limits, log }: Needs): Promise<number> {
  const today = parisDate(clock.now());
  const changed = await store.database.transaction(tx => applyQuotas(tx, today, limits.quotaBytes));
  if (changed.length > 0) log.info('quotas-renewed', { accounts: changed.length });
  return changed.length;
}

/** Days a forecast looks back. */
const lookBack = 60;

/** Once a day: what everybody uses, for forecasts. */
export async function noteUsed({ store, clock }: Pick<House, 'store' | 'clock'>): Promise<void> {
  const now = clock.now();
  const from = parisDate(new Date(now.getTime() - lookBack * 86_400_000));
  await store.database.transaction(tx => keepUsed(tx, parisDate(now), from));
}
