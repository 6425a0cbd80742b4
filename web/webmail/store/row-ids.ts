/** The rows of a list of which only some are known: an id at its place, nothing where it was not asked for. Pure. */
import type { Id } from '../../jmap/objects.ts';

export type RowIds = readonly (Id | undefined)[];

export type RowChanges = {
  readonly removed: readonly Id[];
  readonly added: readonly { readonly id: Id; readonly index: number }[];
  readonly total: number;
};

/** Puts a page of ids at its place. An id stands in one place: where it was before, the list has moved. */
export function placePage(rows: RowIds, position: number, ids: readonly Id[], total: number): RowIds {
  const here = new Set<Id | undefined>(ids);
  const placed = Array.from({ length: total }, (_, at) => (here.has(rows[at]) ? undefined : rows[at]));
  for (const [at, id] of ids.entries()) placed[position + at] = id;
  return placed;
}

/**
 * Brings a list forward: what was removed goes, then what was added comes, in order (rfc/8620#5.6). The totals tell how many
 * rows really went; where more went than were known, what follows the first gap may have moved, and is forgotten.
 */
export function applyChanges(rows: RowIds, { removed, added, total }: RowChanges): RowIds {
  const gone = new Set<Id | undefined>(removed);
  const kept = rows.filter(id => !gone.has(id));
  const went = rows.length + added.length - total;
  const placed = went > rows.length - kept.length ? untilFirstGap(kept) : kept;
  for (const { id, index } of [...added].sort((one, other) => one.index - other.index)) {
    while (placed.length < index) placed.push(undefined);
    placed.splice(index, 0, id);
  }
  return Array.from({ length: total }, (_, at) => placed[at]);
}

function untilFirstGap(rows: (Id | undefined)[]): (Id | undefined)[] {
  const gap = rows.indexOf(undefined);
  return gap < 0 ? rows : rows.slice(0, gap);
}
