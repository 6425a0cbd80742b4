/** A diff as it is looked at: how many of each kind, which rows of one. */
import type { diffRow } from '@vaguemestre/contract/feed.ts';
import type * as z from 'zod/mini';

export type DiffRow = z.infer<typeof diffRow>;
export type What = DiffRow['what'];

/** What asks for eyes comes first. */
export const kinds: readonly What[] = ['refused', 'leaving', 'missing', 'new', 'returning', 'changed'];

export function countByKind(rows: readonly DiffRow[]): ReadonlyMap<What, number> {
  const counts = new Map<What, number>(kinds.map(kind => [kind, 0]));
  for (const { what } of rows) counts.set(what, counts.get(what)! + 1);
  return counts;
}

/** The kind shown first: the first that has rows. */
export function firstKind(counts: ReadonlyMap<What, number>): What | null {
  return kinds.find(kind => counts.get(kind)! > 0) ?? null;
}

/** The names of fields in a detail; of a refused line, whose detail is a sentence, none. */
export function fieldsOf({ what, detail }: DiffRow): string[] {
  return what === 'refused' || detail === '' ? [] : detail.split(', ');
}
