/** Books and cards since a moment, as `/changes` of JMAP and sync-collection of CardDAV tell them. */
import type { ModSeq } from '../../model/change.ts';
import type { BookId } from '../../model/contact.ts';
import { touchedCards } from '../../store/contacts.ts';
import { touchedObjects } from '../../store/gone-objects.ts';
import type { Actor } from '../actor.ts';
import { type History, isAfter, type Moment, tellHistory } from '../emails/history.ts';
import type { House } from '../house.ts';

type Row = { readonly id: number; readonly createdModSeq: ModSeq; readonly modseq: ModSeq; readonly here: boolean };
type Touched<One> = { readonly modseq: ModSeq; readonly goneFloor: ModSeq; readonly rows: readonly One[] };

function historyOf(touched: Touched<Row> | null, since: Moment, most: number | null): History | null {
  if (touched === null || since.modseq < touched.goneFloor || since.modseq > touched.modseq) return null;
  const happened = touched.rows
    .filter(row => isAfter(row.modseq, row.id, since))
    .map(({ id, here, createdModSeq, modseq }) => ({
      id,
      here,
      created: createdModSeq,
      last: modseq,
      known: !isAfter(createdModSeq, id, since),
    }));
  return tellHistory(happened, touched.modseq, most);
}

/** Books; null where that is not known any more, or not yet. */
export async function bookChanges(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  since: Moment,
  most: number | null,
): Promise<History | null> {
  return historyOf(await touchedObjects(store.database, accountId, 'address_book', since.modseq), since, most);
}

/**
 * Cards of one book, or of all, with the names they have, or had, in it.
 * @param since null: from the beginning, whatever is remembered of it; then nothing is told to have left
 */
export async function cardChanges(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  bookId: BookId | null,
  since: Moment | null,
  most: number | null,
): Promise<(History & { readonly segments: ReadonlyMap<number, string> }) | null> {
  const from = since ?? beginning;
  const touched = await touchedCards(store.database, accountId, bookId, from.modseq);
  if (touched === null) return null;
  const told =
    since === null ? { ...touched, goneFloor: from.modseq, rows: touched.rows.filter(row => row.here) } : touched;
  const history = historyOf(told, from, most);
  return history === null ? null : { ...history, segments: new Map(touched.rows.map(row => [row.id, row.segment])) };
}

const beginning: Moment = { modseq: 0 as ModSeq, id: null };
