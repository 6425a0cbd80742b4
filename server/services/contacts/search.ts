import { searchCards } from '../../store/contacts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { searchWords } from './directory.ts';
import type { ContactSummary } from './get.ts';

/** A person's own cards that hold every word, whatever its case and accents, by name. None for no word. */
export async function searchContacts(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  text: string,
  atMost = 100,
): Promise<ContactSummary[]> {
  const words = searchWords(text);
  return words.length === 0 ? [] : await searchCards(store.database, accountId, words, atMost);
}
