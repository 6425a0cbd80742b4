/** What every `/query` shares: where its window lies. rfc/8620#5.5 */
import { MethodFault } from '../faults.ts';
import { bool, defaulted, id, integer, nullable, unsigned } from '../read.ts';

export const windowShape = {
  accountId: id,
  position: defaulted(integer, 0),
  anchor: nullable(id),
  anchorOffset: defaulted(integer, 0),
  limit: nullable(unsigned),
  calculateTotal: defaulted(bool, false),
};

export type Window = {
  readonly position: number;
  readonly anchor: string | null;
  readonly anchorOffset: number;
  readonly limit: number | null;
  readonly calculateTotal: boolean;
};

/** Ids given at once where the client asks for more, or sets no bound. */
export const mostIds = 5000;

/**
 * The part of a response that depends on the window. `indexOf` finds the anchor among the results, or -1.
 * @throws MethodFault anchorNotFound
 */
export function windowReply(
  { position, anchor, anchorOffset, limit, calculateTotal }: Window,
  total: number,
  indexOf: (name: string) => number,
  nameAt: (index: number) => string,
): { position: number; ids: string[]; total?: number; limit?: number } {
  let start = position < 0 ? Math.max(0, total + position) : position;
  if (anchor !== null) {
    const index = indexOf(anchor);
    if (index < 0) throw new MethodFault('anchorNotFound');
    start = Math.max(0, index + anchorOffset);
  }
  const most = Math.min(limit ?? mostIds, mostIds);
  const ids: string[] = [];
  for (let index = start; index < total && ids.length < most; index += 1) ids.push(nameAt(index));
  return {
    position: start,
    ids,
    ...(calculateTotal ? { total } : {}),
    ...(limit === null || limit > mostIds ? { limit: mostIds } : {}),
  };
}
