/**
 * Changes since a moment, exact for any number of them asked at once. A moment is a modseq, and where an answer had to
 * stop inside one, the last object told of it: `(modseq, id)` orders all that ever happened to the objects of one type.
 * rfc/8620#5.2
 */
import type { ModSeq } from '../../model/change.ts';

/** `id` is null where all of the modseq is known. */
export type Moment = { readonly modseq: ModSeq; readonly id: number | null };

/** One object of which something happened. `created` is null where it was before memory. */
export type Happened = {
  readonly id: number;
  /** The client could see it at the moment it asks from. */
  readonly known: boolean;
  readonly here: boolean;
  readonly created: ModSeq;
  readonly last: ModSeq;
};

export type History = {
  readonly created: number[];
  readonly updated: number[];
  readonly destroyed: number[];
  readonly until: Moment;
  readonly more: boolean;
};

/** Is something at (modseq, id) after the moment? */
export function isAfter(modseq: ModSeq, id: number, since: Moment): boolean {
  return modseq > since.modseq || (modseq === since.modseq && since.id !== null && id > since.id);
}

type Event = { readonly modseq: ModSeq; readonly id: number; readonly kind: 'created' | 'updated' | 'destroyed' };

/**
 * Orders what happened and cuts it after `most` objects. An object made since is told when it was made and, where the cut
 * falls between, once more when it was last touched; one made and destroyed since is not told at all.
 */
export function tellHistory(happened: readonly Happened[], now: ModSeq, most: number | null): History {
  const events = happened.flatMap(eventsOf).sort((a, b) => a.modseq - b.modseq || a.id - b.id);
  const told = new Map<number, Event['kind']>();
  let until: Moment = { modseq: now, id: null };
  let last: Event | null = null;
  let more = false;
  for (const event of events) {
    if (most !== null && told.size >= most && !told.has(event.id)) {
      more = true;
      until = last === null ? until : { modseq: last.modseq, id: last.id };
      break;
    }
    if (!told.has(event.id)) told.set(event.id, event.kind);
    last = event;
  }
  const of = (kind: Event['kind']) => [...told].filter(([, told]) => told === kind).map(([id]) => id);
  return { created: of('created'), updated: of('updated'), destroyed: of('destroyed'), until, more };
}

function eventsOf({ id, known, here, created, last }: Happened): Event[] {
  if (known) return [{ modseq: last, id, kind: here ? 'updated' : 'destroyed' }];
  if (!here) return [];
  const made: Event = { modseq: created, id, kind: 'created' };
  return last > created ? [made, { modseq: last, id, kind: 'updated' }] : [made];
}
