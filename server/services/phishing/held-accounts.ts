import { listHolds } from '../../store/sending-holds.ts';
import type { House } from '../house.ts';
import { type QueueOperator, requireQueueRight } from '../queue/permission.ts';

export type HeldAccount = Awaited<ReturnType<typeof listHolds>>[number];

/** Accounts whose sendings are held until somebody has looked, the longest first. @throws Refusal not-permitted */
export async function listHeldAccounts(
  { store }: Pick<House, 'store'>,
  operator: QueueOperator,
): Promise<HeldAccount[]> {
  requireQueueRight(operator, 'look');
  return await listHolds(store.database);
}
