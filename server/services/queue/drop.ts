import { insertSteps } from '../../store/journey.ts';
import { removeRecipients } from '../../store/queue.ts';
import { lockWaiting, type Selection } from '../../store/queue-list.ts';
import type { House } from '../house.ts';
import { nameOf, type QueueOperator, requireQueueRight } from './permission.ts';
import { stepsOf } from './steps.ts';

/** Takes messages out of the queue for good; nobody is told. @returns how many recipients. @throws Refusal not-permitted */
export async function dropMessages(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: QueueOperator,
  selection: Selection,
  why: string,
): Promise<number> {
  requireQueueRight(actor, 'act');
  return await store.database.transaction(async tx => {
    const dropped = await lockWaiting(tx, selection);
    if (dropped.length > 0) await removeRecipients(tx, dropped);
    await insertSteps(tx, stepsOf('dropped', dropped, clock.now(), { by: nameOf(actor), why }));
    return dropped.length;
  });
}
