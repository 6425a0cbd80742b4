/** The last words of remote servers, from the moment they are read until they are settled: see store/handed-over.ts. */
import type { HandedOver, Noted } from '../../store/handed-over.ts';
import { type Claimed, findQueued } from '../../store/queue.ts';
import type { House } from '../house.ts';
import type { Settle, TryOutcome } from './settle.ts';

/** One recipient that a remote server has taken. */
type Taken = Pick<Claimed, 'queueId' | 'position' | 'trace'> & { readonly outcome: TryOutcome };

/** Those of one message that were taken together. */
export type LastWord = readonly Taken[];

/** Writes down who was taken; null where nobody was: what is tried again because its refusal was forgotten does no harm. */
export function noteTaken(
  handedOver: HandedOver<LastWord>,
  recipients: readonly Claimed[],
  outcomes: readonly TryOutcome[],
): Noted<LastWord> | null {
  const taken = recipients.flatMap(({ queueId, position, trace }, index) => {
    const outcome = outcomes[index]!;
    return outcome.kind === 'sent' ? [{ queueId, position, trace, outcome }] : [];
  });
  return taken.length === 0 ? null : handedOver.note(taken);
}

/** Words settled in one go at the start of a node. */
const atOnce = 200;

/**
 * Settles what a former life of this node had read and not committed. To be done before the node gives its claims back: until
 * then nobody sends these again. @returns how many recipients were saved from being sent twice
 */
export async function settleLeft(
  { store, log }: Pick<House, 'store' | 'log'>,
  settle: Settle,
  { left }: HandedOver<LastWord>,
): Promise<number> {
  let saved = 0;
  for (let from = 0; from < left.length; from += atOnce) {
    const some = left.slice(from, from + atOnce);
    const outcomeOf = new Map(some.flatMap(({ word }) => word).map(one => [keyOf(one), one]));
    const queued = await findQueued(store.database, [...outcomeOf.values()]);
    const tries = Map.groupBy(queued, ({ queueId }) => queueId).values();
    await Promise.all(
      [...tries].map(recipients =>
        settle(
          recipients,
          recipients.map(one => outcomeOf.get(keyOf(one))!.outcome),
        ),
      ),
    );
    for (const { settled } of some) settled();
    saved += queued.length;
  }
  if (left.length > 0) log.info('handed-over-settled', { words: left.length, saved });
  return saved;
}

const keyOf = ({ queueId, position }: Pick<Claimed, 'queueId' | 'position'>): string => `${queueId} ${position}`;
