import { listReceived } from '../../../store/report-tallies.ts';
import type { House } from '../../house.ts';
import { type QueueOperator, requireQueueRight } from '../permission.ts';

/** What other houses have reported of our mail, newest first. @throws Refusal not-permitted */
export async function listReports(
  { store }: Pick<House, 'store'>,
  operator: QueueOperator,
): ReturnType<typeof listReceived> {
  requireQueueRight(operator, 'look');
  return await listReceived(store.database, 200);
}
