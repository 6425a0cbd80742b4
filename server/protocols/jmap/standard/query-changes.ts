/** What every `/queryChanges` shares. rfc/8620#5.6 */
import { MethodFault } from '../faults.ts';
import { bool, defaulted, id, nullable, text, unsigned } from '../read.ts';

export const queryChangesShape = {
  accountId: id,
  sinceQueryState: text,
  maxChanges: nullable(unsigned),
  upToId: nullable(id),
  calculateTotal: defaulted(bool, false),
};

type Call = {
  readonly accountId: string;
  readonly sinceQueryState: string;
  readonly maxChanges: number | null;
  readonly calculateTotal: boolean;
};

export type Added = { readonly id: string; readonly index: number };

/** The response; what is in `added` and was there before is in `removed` too. @throws MethodFault tooManyChanges */
export function queryChangesReply(
  { accountId, sinceQueryState, maxChanges, calculateTotal }: Call,
  found: { newState: string; total: number; removed: readonly string[]; added: readonly Added[] },
): object {
  if (maxChanges !== null && found.removed.length + found.added.length > maxChanges) {
    throw new MethodFault('tooManyChanges');
  }
  return {
    accountId,
    oldQueryState: sinceQueryState,
    newQueryState: found.newState,
    ...(calculateTotal ? { total: found.total } : {}),
    removed: found.removed,
    added: [...found.added].sort((a, b) => a.index - b.index),
  };
}
