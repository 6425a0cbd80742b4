import type { AccountId, AccountState } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { closingDay, openState } from '../../model/service-period.ts';
import { type AccountEventKind, insertEvent } from '../../store/account-events.ts';
import { moveState, readLife } from '../../store/account-states.ts';
import type { Queryable } from '../../store/database.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from '../people/authority.ts';

type Parts = Pick<House, 'store' | 'clock' | 'log'>;

/**
 * Shuts an account at once, reversibly. Its credential version rises, so that open sessions end.
 * @param reason told to the person, French
 * @throws Refusal not-permitted; policy where it is not open
 */
export async function suspend(house: Parts, operator: Operator, accountId: AccountId, reason: string): Promise<void> {
  requireRole(operator, ['administrator', 'support', 'analyst']);
  await change(house, accountId, 'suspended', async tx => {
    return await moveState(tx, accountId, { from: ['active', 'leaving'], to: 'suspended', reason });
  });
}

/**
 * Opens a suspended account again, in the state its last day gives.
 * @throws Refusal not-permitted; policy where it is not suspended; closed where its time is over
 */
export async function reopen(house: Parts, operator: Operator, accountId: AccountId): Promise<void> {
  requireRole(operator, ['administrator', 'support']);
  await change(house, accountId, 'reopened', async tx => {
    const life = await readLife(tx, accountId);
    const today = parisDate(house.clock.now());
    const closing = closingDay(life?.lastDay ?? null);
    if (closing !== null && closing < today) throw new Refusal('closed');
    const to: AccountState = openState(life?.lastDay ?? null, today);
    return await moveState(tx, accountId, { from: ['suspended'], to, reason: null });
  });
}

/**
 * Closes an account for good (R26, R29).
 * @throws Refusal not-permitted; policy where it is closed already
 */
export async function close(house: Parts, operator: Operator, accountId: AccountId): Promise<void> {
  requireRole(operator, ['administrator']);
  const from: AccountState[] = ['expected', 'provisional', 'active', 'leaving', 'suspended'];
  await change(house, accountId, 'closed', tx => moveState(tx, accountId, { from, to: 'closed', reason: null }));
}

async function change(
  house: Parts,
  accountId: AccountId,
  kind: AccountEventKind,
  move: (tx: Queryable) => Promise<boolean>,
): Promise<void> {
  const at = house.clock.now();
  await house.store.database.transaction(async tx => {
    if (!(await move(tx))) throw new Refusal('policy', `cannot be ${kind}`);
    await insertEvent(tx, accountId, { at, kind, door: null, network: null, detail: {} });
  });
  house.log.info('account-state', { account: accountId, act: kind });
}
