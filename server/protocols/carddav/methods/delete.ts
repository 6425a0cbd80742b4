import { removeBook } from '../../../services/contacts/books.ts';
import { removeCard } from '../../../services/contacts/remove.ts';
import { DavFault, unmet } from '../faults.ts';
import type { Answered, Request } from '../request.ts';
import { openPlace } from '../resources.ts';
import { dav } from '../xml/names.ts';
import { conditionOf } from './put.ts';

/** DELETE of a card, or of a book with what is in it. rfc/4918#9.6 */
export async function remove(request: Request): Promise<Answered> {
  const { house, actor, header } = request;
  const resource = await openPlace(request, request.place);
  if (resource.kind === 'card') await removeCard(house, actor, resource.card.id, conditionOf(header));
  else if (resource.kind === 'book') await removeBook(house, actor, resource.book.id, true);
  else throw resource.kind === 'root' ? new DavFault(405) : unmet(403, dav('need-privileges'));
  return { status: 204 };
}
