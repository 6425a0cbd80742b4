/** Address books: their rows, made and changed under the account's lock like everything else of an account. */
import type { AccountId } from '../model/account.ts';
import type { ModSeq } from '../model/change.ts';
import type { BookId, BookRole } from '../model/contact.ts';
import type { Queryable } from './database.ts';

export type AddressBook = {
  readonly id: BookId;
  readonly name: string;
  readonly description: string;
  readonly role: BookRole | null;
  readonly segment: string;
  readonly sortOrder: number;
  readonly modseq: ModSeq;
  readonly cardsModSeq: ModSeq;
  readonly cards: number;
  readonly bytes: number;
};

/** All books of an account, in the order people see them. */
export function listBookRows(db: Queryable, accountId: AccountId): Promise<AddressBook[]> {
  return db.query<AddressBook>({
    text: `select book_id as id, name, description, role, segment, sort_order as "sortOrder", modseq,
             cards_modseq as "cardsModSeq", cards, bytes
           from address_book where account_id = $1 order by sort_order, book_id`,
    values: [accountId],
  });
}

export async function insertBook(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  book: Omit<AddressBook, 'modseq' | 'cardsModSeq' | 'cards' | 'bytes'>,
): Promise<void> {
  await tx.query({
    text: `insert into address_book (account_id, book_id, name, description, role, segment, sort_order, created_modseq,
             modseq, cards_modseq, cards, bytes)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8, 0, 0)`,
    values: [accountId, book.id, book.name, book.description, book.role, book.segment, book.sortOrder, modseq],
  });
}

export async function updateBook(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  book: Pick<AddressBook, 'id' | 'name' | 'description' | 'sortOrder'>,
): Promise<void> {
  await tx.query({
    text: `update address_book set name = $4, description = $5, sort_order = $6, modseq = $3
           where account_id = $1 and book_id = $2`,
    values: [accountId, book.id, modseq, book.name, book.description, book.sortOrder],
  });
}

export async function deleteBook(tx: Queryable, accountId: AccountId, bookId: BookId): Promise<void> {
  await tx.query({
    text: 'delete from address_book where account_id = $1 and book_id = $2',
    values: [accountId, bookId],
  });
}

/** Says that cards of a book changed, and by how much. @returns what the book holds now */
export async function touchBook(
  tx: Queryable,
  accountId: AccountId,
  modseq: ModSeq,
  bookId: BookId,
  grown: { readonly cards: number; readonly bytes: number },
): Promise<{ cards: number; bytes: number } | null> {
  const [row] = await tx.query<{ cards: number; bytes: number }>({
    text: `update address_book set cards_modseq = $3, cards = cards + $4, bytes = bytes + $5
           where account_id = $1 and book_id = $2 returning cards, bytes`,
    values: [accountId, bookId, modseq, grown.cards, grown.bytes],
  });
  return row ?? null;
}
