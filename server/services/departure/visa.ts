import type { AccountId } from '../../model/account.ts';
import { giveVisas, listForVisa } from '../../store/eliminations.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from '../people/authority.ts';

/** Closed accounts that wait for the archives' word (R29). @throws Refusal not-permitted */
export async function listAwaitingVisa(
  { store }: Pick<House, 'store'>,
  operator: Operator,
): ReturnType<typeof listForVisa> {
  requireRole(operator, ['administrator']);
  return await listForVisa(store.database);
}

/**
 * Records that the archives allow the elimination of closed accounts.
 * @param reference of the archives' own document
 * @returns those it was recorded for: the others are not closed, or have one
 * @throws Refusal not-permitted
 */
export async function giveVisa(
  house: Pick<House, 'store' | 'clock' | 'random' | 'log'>,
  operator: Operator,
  accountIds: readonly AccountId[],
  reference: string,
): Promise<AccountId[]> {
  requireRole(operator, ['administrator']);
  const by = operator === 'console' ? null : operator.accountId;
  const given = await house.store.database.transaction(async tx => {
    const accounts = await giveVisas(tx, accountIds, { by, at: house.clock.now(), reference });
    const acts = accounts.map(subject => ({
      ...{ kind: 'archives-visa' as const, actor: operator, subject, facts: {}, personal: { reference } },
    }));
    await record(tx, house, ...acts);
    return accounts;
  });
  house.log.info('archives-visa', { accounts: given.length });
  return given;
}
