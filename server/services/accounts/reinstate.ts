import type { AccountId } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { closingDay, openState } from '../../model/service-period.ts';
import { insertEvent } from '../../store/account-events.ts';
import type { Transaction } from '../../store/database.ts';
import { bequeathAddresses } from '../../store/lives.ts';
import { lockClosed, reinstateClosed, retireSuccessor } from '../../store/reinstatements.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import type { Operator } from '../people/authority.ts';

/**
 * Opens a closed account again, with all it holds, where HR has said since that the service goes on; inside the
 * transaction of the second person's confirmation. An account made meanwhile for the same person gives way, provided
 * nobody has used it.
 * @throws Refusal policy: not closed, HR still says that the service is over, or the newer account is in use
 */
export async function reinstateIn(
  tx: Transaction,
  house: Pick<House, 'clock' | 'random'>,
  operator: Operator,
  accountId: AccountId,
): Promise<void> {
  const closed = await lockClosed(tx, accountId);
  if (closed === null) throw new Refusal('policy', 'not a closed account');
  const at = house.clock.now();
  const today = parisDate(at);
  const closing = closingDay(closed.lastDay);
  if (closing !== null && closing < today) throw new Refusal('policy', 'HR says that the service is over');
  if (closed.successor !== null) {
    if (closed.successorUsed) throw new Refusal('policy', 'the newer account is in use');
    await retireSuccessor(tx, closed.successor, today);
    await bequeathAddresses(tx, [{ from: closed.successor, to: accountId }]);
  }
  const to = closed.activated ? openState(closed.lastDay, today) : 'provisional';
  await reinstateClosed(tx, { accountId, personId: closed.personId, state: to, closesOn: closing });
  await insertEvent(tx, accountId, { at, kind: 'reopened', door: null, network: null, detail: {} });
  const facts = { successor: closed.successor };
  await record(tx, house, { kind: 'reinstated', actor: operator, subject: accountId, facts });
}
