/** The address books of a person: the two that the house makes at the first look, and those they add. */
import type { ModSeq } from '../../model/change.ts';
import { type BookId, type BookRole, contactLimits, firstBooks } from '../../model/contact.ts';
import { Refusal } from '../../model/refusal.ts';
import { buryCards, deleteCards, listCards } from '../../store/contacts.ts';
import { type AddressBook, deleteBook, insertBook, listBookRows, updateBook } from '../../store/contacts-books.ts';
import { buryObject } from '../../store/gone-objects.ts';
import { raiseForMailboxes, readModSeq } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { changeContacts } from './change-contacts.ts';

export type Book = AddressBook;
type Needs = Pick<House, 'store'>;
type Who = Pick<Actor, 'accountId'>;

/** Every book, the house's made where they are missing, and the account's place in its history, never newer than them. */
export async function listBooks(
  { store }: Needs,
  { accountId }: Who,
): Promise<{ modseq: ModSeq; goneFloor: ModSeq; books: Book[] }> {
  const account = await readModSeq(store.database, accountId);
  if (account === null) throw new Refusal('closed');
  const books = await listBookRows(store.database, accountId);
  if (firstBooks.every(first => books.some(book => book.role === first.role))) return { ...account, books };
  const modseq = await store.database.transaction(async tx => {
    const { modseq, lastId } = await raiseForMailboxes(tx, accountId, firstBooks.length);
    // Two that come at once make them once: the account's lock is held while looking again.
    const known = await listBookRows(tx, accountId);
    for (const [index, first] of firstBooks.entries()) {
      if (known.some(book => book.role === first.role)) continue;
      const id = (lastId - firstBooks.length + 1 + index) as BookId;
      await insertBook(tx, accountId, modseq, { ...first, id, description: '', sortOrder: index });
    }
    return modseq;
  });
  return { modseq, goneFloor: account.goneFloor, books: await listBookRows(store.database, accountId) };
}

/** @throws Refusal no-such-address-book */
export async function findBook(
  house: Needs,
  who: Who,
  wanted: { id: number } | { segment: string } | { role: BookRole },
): Promise<Book> {
  const { books } = await listBooks(house, who);
  const found = books.find(book =>
    'id' in wanted
      ? book.id === wanted.id
      : 'role' in wanted
        ? book.role === wanted.role
        : book.segment === wanted.segment,
  );
  if (found === undefined) throw new Refusal('no-such-address-book');
  return found;
}

/** What a person says of a book. */
export type BookShape = {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly sortOrder?: number | undefined;
};

/**
 * @param segment its name in addresses of CardDAV, where the client chose one
 * @throws Refusal too-many-address-books, address-book-fixed (the segment is taken)
 */
export async function createBook(
  house: Needs,
  who: Who,
  shape: BookShape & { readonly name: string },
  segment?: string,
  demanded: ModSeq | null = null,
): Promise<{ id: BookId; modseq: ModSeq }> {
  await listBooks(house, who);
  return await changeContacts(house, who, 1, demanded, async (tx, modseq, id) => {
    const books = await listBookRows(tx, who.accountId);
    if (books.length >= contactLimits.books) throw new Refusal('too-many-address-books', `${contactLimits.books}`);
    const named = segment ?? `carnet-${id.toString(36)}`;
    if (books.some(book => book.segment === named)) throw new Refusal('address-book-fixed', 'the name is taken');
    const { name, description = '', sortOrder = books.length } = shape;
    await insertBook(tx, who.accountId, modseq, {
      id: id as BookId,
      role: null,
      segment: named,
      name,
      description,
      sortOrder,
    });
    return { id: id as BookId, modseq };
  });
}

/** @throws Refusal no-such-address-book */
export async function changeBook(
  house: Needs,
  who: Who,
  id: BookId,
  shape: BookShape,
  demanded: ModSeq | null = null,
): Promise<{ modseq: ModSeq }> {
  return await changeContacts(house, who, 0, demanded, async (tx, modseq) => {
    const before = (await listBookRows(tx, who.accountId)).find(book => book.id === id);
    if (before === undefined) throw new Refusal('no-such-address-book');
    const { name = before.name, description = before.description, sortOrder = before.sortOrder } = shape;
    await updateBook(tx, who.accountId, modseq, { id, name, description, sortOrder });
    return { modseq };
  });
}

/** Thrown where a book still holds cards and may not take them with it. */
export class HoldsContacts extends Error {}

/** Removes a book; with its cards where told. @throws Refusal no-such-address-book, address-book-fixed; HoldsContacts */
export async function removeBook(
  house: Needs,
  who: Who,
  id: BookId,
  withContacts: boolean,
  demanded: ModSeq | null = null,
): Promise<{ modseq: ModSeq }> {
  return await changeContacts(house, who, 0, demanded, async (tx, modseq) => {
    const before = (await listBookRows(tx, who.accountId)).find(book => book.id === id);
    if (before === undefined) throw new Refusal('no-such-address-book');
    if (before.role !== null) throw new Refusal('address-book-fixed');
    const cards = await listCards(tx, who.accountId, { bookId: id });
    if (cards.length > 0 && !withContacts) throw new HoldsContacts();
    if (cards.length > 0) {
      await buryCards(tx, who.accountId, modseq, cards);
      await deleteCards(
        tx,
        who.accountId,
        cards.map(card => card.id),
      );
    }
    await deleteBook(tx, who.accountId, id);
    await buryObject(tx, who.accountId, modseq, 'address_book', id);
    return { modseq };
  });
}
