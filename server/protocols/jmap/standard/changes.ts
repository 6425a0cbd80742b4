/** What every `/changes` shares. rfc/8620#5.2 */
import type { History, Moment } from '../../../services/emails/history.ts';
import { MethodFault } from '../faults.ts';
import { InvalidArgument, id, nullable, text, unsigned } from '../read.ts';
import { readMoment, writeMoment } from '../states.ts';

const positive = (value: unknown, path: string): number => {
  const read = unsigned(value, path);
  if (read === 0) throw new InvalidArgument(path, 'must be greater than 0');
  return read;
};

export const changesShape = { accountId: id, sinceState: text, maxChanges: nullable(positive) };

/** Objects told at once where the client sets no bound. */
const usualMost = 5000;

/** The response, from a service that tells the history of one type. @throws MethodFault cannotCalculateChanges */
export async function changesReply<Told extends History>(
  { accountId, sinceState, maxChanges }: { accountId: string; sinceState: string; maxChanges: number | null },
  tell: (since: Moment, most: number) => Promise<Told | null>,
  name: (id: number) => string,
  more: (told: Told) => object = () => ({}),
): Promise<object> {
  const since = readMoment(sinceState);
  const told = since === null ? null : await tell(since, Math.min(maxChanges ?? usualMost, usualMost));
  if (told === null) throw new MethodFault('cannotCalculateChanges');
  return {
    accountId,
    oldState: sinceState,
    newState: writeMoment(told.until),
    hasMoreChanges: told.more,
    created: told.created.map(name),
    updated: told.updated.map(name),
    destroyed: told.destroyed.map(name),
    ...more(told),
  };
}
