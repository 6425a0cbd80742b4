import { createBook, listBooks } from '../../../services/contacts/books.ts';
import { DavFault, unmet } from '../faults.ts';
import { directorySegment } from '../place.ts';
import type { Answered, Request } from '../request.ts';
import { dav } from '../xml/names.ts';
import { readXml } from '../xml/read.ts';
import { readNewBook } from './proppatch.ts';

/** MKCOL, extended: a new book in the person's home. rfc/5689#3, rfc/6352#6.3.1 */
export async function mkcol({ house, actor, place, body }: Request): Promise<Answered> {
  if (place?.kind !== 'book' || place.book === directorySegment) throw unmet(403, dav('resource-must-be-null'));
  if (place.book.length > 100) throw new DavFault(403, undefined, 'the name is too long');
  const { books } = await listBooks(house, actor);
  if (books.some(book => book.segment === place.book)) throw new DavFault(405, undefined, 'there is one of that name');
  const { name = place.book, ...rest } = body.length === 0 ? {} : readNewBook(readXml(body));
  await createBook(house, actor, { ...rest, name }, place.book);
  return { status: 201 };
}
