import { findJourney, type Step } from '../../store/journey.ts';
import { listWaiting, type Waiting } from '../../store/queue-list.ts';
import type { House } from '../house.ts';
import { type QueueOperator, requireQueueRight } from './permission.ts';

/**
 * The journey of a message, by its trace or its Message-ID (angle brackets may be left out): every step taken, oldest first, and what of it still waits.
 * @throws Refusal not-permitted
 */
export async function traceMessage(
  { store }: Pick<House, 'store'>,
  actor: QueueOperator,
  name: string,
): Promise<{ steps: Step[]; waiting: Waiting[] }> {
  requireQueueRight(actor, 'look');
  const given = name.trim();
  const steps = await findJourney(store.database, /^[^<]+@/.test(given) ? `<${given}>` : given);
  const traces = [...new Set(steps.map(({ trace }) => trace))];
  const page = { after: { queueId: 0, position: 0 }, atMost: 1000 };
  const waiting = await Promise.all(traces.map(trace => listWaiting(store.database, { trace }, page)));
  return { steps, waiting: waiting.flat() };
}
