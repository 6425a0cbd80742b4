import type { Card } from '../../formats/vcard/card.ts';
import { readCard } from '../../formats/vcard/read.ts';
import { type CardSummary, type CardsWanted, listCards, readCards, type StoredCard } from '../../store/contacts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

export type Contact = StoredCard;
export type ContactSummary = CardSummary;

/** Cards with their vCard text, by number, by name in a book, or all of a book (null: of every book). Sorted by name. */
export function getCards(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  wanted: CardsWanted,
): Promise<Contact[]> {
  return readCards(store.database, accountId, wanted);
}

/** As `getCards`, without the texts. */
export function listContacts(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  wanted: CardsWanted,
): Promise<ContactSummary[]> {
  return listCards(store.database, accountId, wanted);
}

/** The card of a text we keep. A text that is none is damage of ours, not of the client's. */
export function openCard({ id, card }: Pick<StoredCard, 'id' | 'card'>): Card {
  const read = readCard(Buffer.from(card));
  if (read.kind === 'fault') throw new Error(`the card ${id} that is kept is no vCard: ${read.fault}`);
  return read.card;
}
