/** Orders of folders among those that stand beside them. */
import type { Id } from '../../../jmap/objects.ts';

type Ordered = { readonly id: Id; readonly sortOrder: number };

/**
 * What to set so that one goes up or down among its siblings, which are given in the order they are shown: the fewest
 * numbers where they differ already, all of them anew where some are alike.
 */
export function ordersAfter(siblings: readonly Ordered[], id: Id, by: -1 | 1): Record<Id, number> {
  const from = siblings.findIndex(each => each.id === id);
  const one = siblings[from];
  const other = siblings[from + by];
  if (one === undefined || other === undefined) return {};
  if (new Set(siblings.map(each => each.sortOrder)).size === siblings.length)
    return { [one.id]: other.sortOrder, [other.id]: one.sortOrder };
  const next = [...siblings];
  next[from] = other;
  next[from + by] = one;
  return Object.fromEntries(next.map((each, at) => [each.id, (at + 1) * 10]));
}
