import { listWaiting, type Selection, summariseQueue, type Waiting } from '../../store/queue-list.ts';
import type { House } from '../house.ts';
import { type QueueOperator, requireQueueRight } from './permission.ts';

const pageLength = 200;

/** Why these messages are here: a page of the queue. `after`: the last of the page before. @throws Refusal not-permitted */
export async function listQueue(
  { store }: Pick<House, 'store'>,
  actor: QueueOperator,
  selection: Selection,
  after: { queueId: number; position: number } = { queueId: 0, position: 0 },
): Promise<Waiting[]> {
  requireQueueRight(actor, 'look');
  return await listWaiting(store.database, selection, { after, atMost: pageLength });
}

/** How the queue stands, by domain. @throws Refusal not-permitted */
export async function describeQueue(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: QueueOperator,
): ReturnType<typeof summariseQueue> {
  requireQueueRight(actor, 'look');
  return await summariseQueue(store.database, clock.now());
}
