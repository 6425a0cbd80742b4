import { hastenWaiting, type Selection } from '../../store/queue-list.ts';
import type { House } from '../house.ts';
import { queueChannel } from './channel.ts';
import { type QueueOperator, requireQueueRight } from './permission.ts';

/** Tries now what waits for later. @returns how many recipients. @throws Refusal not-permitted */
export async function retryNow(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: QueueOperator,
  selection: Selection,
): Promise<number> {
  requireQueueRight(actor, 'act');
  const hastened = await hastenWaiting(store.database, selection, clock.now());
  await store.database.notify(queueChannel, '');
  return hastened.length;
}
