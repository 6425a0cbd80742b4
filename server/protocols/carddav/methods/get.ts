import { DavFault } from '../faults.ts';
import { colleagueTag, colleagueText } from '../properties/all.ts';
import type { Answered, Request } from '../request.ts';
import { cardText, type DataVersion, etagOf, openPlace } from '../resources.ts';

/** GET of a card, in the version asked; a book is no page. rfc/6352#5.1 */
export async function get(request: Request): Promise<Answered> {
  const resource = await openPlace(request, request.place);
  const version = acceptedVersion(request.header('accept'));
  if (resource.kind === 'colleague') {
    return { status: 200, vcard: colleagueText(resource, version), headers: { etag: colleagueTag(resource) } };
  }
  if (resource.kind !== 'card')
    throw new DavFault(405, undefined, 'Un carnet d’adresses se lit avec un programme de contacts (CardDAV).');
  const etag = etagOf(resource.card);
  if (request.header('if-none-match')?.includes(etag)) return { status: 304, headers: { etag } };
  if (!('card' in resource.card)) throw new Error('a card was read without its text');
  const headers = { etag, 'last-modified': resource.card.updatedAt.toUTCString(), vary: 'accept' };
  return { status: 200, vcard: cardText(resource.card, version), headers };
}

/** 4.0 to who says so first; 3.0 to all others, as the standard's default. rfc/6352#5.1.1 */
function acceptedVersion(accept = ''): DataVersion {
  const [, version] = /text\/vcard[^,]*;\s*version="?([34]\.0)"?/i.exec(accept) ?? [];
  return version === '4.0' ? '4.0' : '3.0';
}
