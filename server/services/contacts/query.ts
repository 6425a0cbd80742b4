/** Cards as a query finds them: those that pass, in order, and the account's place in its history, never newer than them. */

import type { JsonObject } from '../../formats/vcard/jscontact/json.ts';
import { toJsCard } from '../../formats/vcard/jscontact/to-js.ts';
import type { ModSeq } from '../../model/change.ts';
import type { CardId } from '../../model/contact.ts';
import { type CardSummary, listForQuery, readCards, type StoredCard } from '../../store/contacts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { listBooks } from './books.ts';
import { openCard } from './get.ts';

/** A card as tests and orders see it; `js` reads the card itself, for a question that says it needs that. */
export type Queried = CardSummary & { readonly sortKey: string; readonly words: string; js(): JsonObject };

export type CardQuestion = {
  readonly needsCards: boolean;
  test(card: Queried): boolean;
  compare(a: Queried, b: Queried): number;
};

const nothing: JsonObject = {};

export async function queryCards(
  house: Pick<House, 'store'>,
  actor: Pick<Actor, 'accountId'>,
  { needsCards, test, compare }: CardQuestion,
): Promise<{ modseq: ModSeq; cardIds: CardId[] }> {
  const { modseq } = await listBooks(house, actor);
  const db = house.store.database;
  const rows = await listForQuery(db, actor.accountId);
  const texts = needsCards ? await readCards(db, actor.accountId, { bookId: null }) : [];
  const cards = new Map(texts.map(row => [row.id, row]));
  const found = rows.map((row): Queried => ({ ...row, js: readOnce(cards.get(row.id)) })).filter(test);
  return { modseq, cardIds: found.sort(compare).map(card => card.id) };
}

/** Reading a card costs more than all else of a question: those that fail on their words are never read. */
function readOnce(row: StoredCard | undefined): () => JsonObject {
  let js: JsonObject | undefined;
  return () => {
    js ??= row === undefined ? nothing : toJsCard(openCard(row), row.uid);
    return js;
  };
}
