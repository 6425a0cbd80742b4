import { listBooks } from '../../../services/contacts/books.ts';
import { contacts } from '../capabilities.ts';
import { method } from '../method.ts';
import { bookName } from '../names.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { writeState } from '../states.ts';
import { bookProperties, describeBook } from './object.ts';

/** AddressBook/get. rfc/9610#2.1 */
export const get = method('AddressBook/get', contacts, getShape, async (args, context) => {
  const properties = askedProperties<string>(args.properties, bookProperties);
  const asked = args.ids === null ? null : askedIds(args.ids);
  const { modseq, books } = await listBooks(context.house, context.actor);
  const found = new Map(books.map(book => [bookName(context, book.id), pick(describeBook(context, book), properties)]));
  return getReply(args.accountId, writeState(modseq), asked, found);
});
