import { insertSteps } from '../../store/journey.ts';
import { holdWaiting, releaseWaiting, type Selection } from '../../store/queue-list.ts';
import type { House } from '../house.ts';
import { queueChannel } from './channel.ts';
import { nameOf, type QueueOperator, requireQueueRight } from './permission.ts';
import { stepsOf } from './steps.ts';

/** Holds messages that wait, with the reason people will read. @returns how many recipients. @throws Refusal not-permitted */
export async function holdMessages(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: QueueOperator,
  selection: Selection,
  why: string,
): Promise<number> {
  requireQueueRight(actor, 'act');
  return await store.database.transaction(async tx => {
    const held = await holdWaiting(tx, selection, why);
    await insertSteps(tx, stepsOf('held', held, clock.now(), { by: nameOf(actor), why }));
    return held.length;
  });
}

/** Lets held messages go. @returns how many recipients. @throws Refusal not-permitted */
export async function releaseMessages(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: QueueOperator,
  selection: Selection,
): Promise<number> {
  requireQueueRight(actor, 'act');
  const now = clock.now();
  const count = await store.database.transaction(async tx => {
    const released = await releaseWaiting(tx, selection, now);
    await insertSteps(tx, stepsOf('released', released, now, { by: nameOf(actor) }));
    return released.length;
  });
  await store.database.notify(queueChannel, '');
  return count;
}
