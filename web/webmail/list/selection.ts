/** What is selected in a list: a set of rows and where the last one was chosen, for ranges. Pure. */
import type { Id } from '../../jmap/objects.ts';
import type { RowIds } from '../store/row-ids.ts';

export type Selection = { readonly ids: ReadonlySet<Id>; readonly anchor: Id | null };

export const nothingSelected: Selection = { ids: new Set(), anchor: null };

export function toggle({ ids }: Selection, id: Id): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** From the anchor to this row, in the order of the list; rows that are not known yet cannot be chosen. */
export function extend({ ids, anchor }: Selection, id: Id, rows: RowIds): Selection {
  const [from, to] = [anchor === null ? -1 : rows.indexOf(anchor), rows.indexOf(id)];
  if (from < 0 || to < 0) return { ids: new Set([...ids, id]), anchor: id };
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1).filter(each => each !== undefined);
  return { ids: new Set([...ids, ...range]), anchor };
}

export function selectAll(rows: RowIds): Selection {
  return { ids: new Set(rows.filter(id => id !== undefined)), anchor: null };
}

/** What left the list is selected no more. */
export function within(selection: Selection, rows: RowIds): Selection {
  if (selection.ids.size === 0) return selection;
  const here = new Set(rows);
  const ids = new Set([...selection.ids].filter(id => here.has(id)));
  return ids.size === selection.ids.size ? selection : { ids, anchor: selection.anchor };
}
