import { cardLimits, readCard } from '../../../formats/vcard/read.ts';
import { findBook } from '../../../services/contacts/books.ts';
import { getCards } from '../../../services/contacts/get.ts';
import { type Condition, putCard } from '../../../services/contacts/put.ts';
import { DavFault, unmet } from '../faults.ts';
import type { Answered, Request } from '../request.ts';
import { etagOf, readEtags } from '../resources.ts';
import { card, dav } from '../xml/names.ts';

/** PUT of a card. rfc/6352#6.3.2 The tag is told only where what is kept is word for word what was sent. */
export async function put({ house, actor, place, body, header }: Request): Promise<Answered> {
  if (place?.kind !== 'card')
    throw place?.kind === 'colleague' ? unmet(403, dav('need-privileges')) : new DavFault(405);
  if (place.card.length > 250) throw new DavFault(403, undefined, 'the name is too long');
  const type = header('content-type') ?? 'text/vcard';
  if (!/^text\/(?:x-)?vcard\b/i.test(type)) throw unmet(403, card('supported-address-data'));
  if (header('content-range') !== undefined) throw new DavFault(400, undefined, 'Content-Range');
  if (body.length > cardLimits.bytes) throw unmet(403, card('max-resource-size'));
  const book = await findBook(house, actor, { segment: place.book });
  const read = readCard(body);
  if (read.kind === 'fault')
    throw unmet(403, card(read.fault === 'too-large' ? 'max-resource-size' : 'valid-address-data'));
  const done = await putCard(house, actor, { bookId: book.id, segment: place.card }, read.card, conditionOf(header));
  const [kept] = await getCards(house, actor, { ids: [done.id] });
  const same = kept !== undefined && kept.modseq === done.modseq && kept.card === body.toString('utf8');
  return { status: done.created ? 201 : 204, headers: same ? { etag: etagOf(kept) } : {} };
}

/** rfc/9110#13.1 */
export function conditionOf(header: Request['header']): Condition {
  const [match, noneMatch] = [header('if-match')?.trim(), header('if-none-match')?.trim()];
  if (match === '*') return 'some';
  if (match !== undefined) return readEtags(match);
  return noneMatch === '*' ? 'none' : null;
}
