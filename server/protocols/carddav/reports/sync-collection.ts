import { cardChanges } from '../../../services/contacts/changes.ts';
import { getCards, listContacts } from '../../../services/contacts/get.ts';
import { DavFault, unmet } from '../faults.ts';
import { multistatus, propertiesResponse, readWanted, statusResponse } from '../multistatus.ts';
import { writePlace } from '../place.ts';
import type { Exchange, Resource } from '../resources.ts';
import { card as cardName, dav } from '../xml/names.ts';
import { childOf, type Element } from '../xml/read.ts';
import { element } from '../xml/write.ts';
import { dataVersion } from './data-version.ts';
import { readLimit, refuseTooMuch } from './query.ts';
import { readSyncToken, writeSyncToken } from './sync-token.ts';

/**
 * sync-collection: what came, changed and left since a token, and the token that follows. A token of another book, from
 * the future, or older than what is remembered is refused, and the client begins afresh. rfc/6578#3
 */
export async function syncCollection(
  exchange: Exchange,
  resource: Resource,
  report: Element,
  depth: string,
): Promise<string> {
  if (resource.kind !== 'book') throw unmet(403, dav('supported-report'));
  const { house, actor } = exchange;
  const { book } = resource;
  const level = childOf(report, dav('sync-level'))?.text.trim() ?? depth;
  if (level !== '1' && level !== 'infinite') throw new DavFault(400, undefined, 'sync-level');
  const token = childOf(report, dav('sync-token'))?.text.trim() ?? '';
  const since = token === '' ? null : readSyncToken(token, book.id);
  if (since === null && token !== '') throw unmet(403, dav('valid-sync-token'));
  const limit = readLimit(report);
  const history = await cardChanges(house, actor, book.id, since, Number.isFinite(limit) ? limit : null);
  if (history === null) throw unmet(403, dav('valid-sync-token'));

  const wanted = readWanted(report);
  const asking = { ...exchange, version: dataVersion(report) };
  const ids = [...history.created, ...history.updated];
  const needsText = wanted.kind === 'named' && wanted.names.includes(cardName('address-data'));
  const listed = await listContacts(house, actor, { ids });
  if (needsText) refuseTooMuch(listed.reduce((sum, card) => sum + card.bytes, 0));
  const cards = needsText ? await getCards(house, actor, { ids }) : listed;
  // What left the book between the two readings is told next time.
  const here = cards.filter(card => card.bookId === book.id);
  // A name that is taken again has not left.
  const left = history.destroyed.map(id => history.segments.get(id)!);
  const again = new Set(
    (await listContacts(house, actor, { bookId: book.id, segments: left })).map(card => card.segment),
  );
  const responses = [
    ...here.map(card => propertiesResponse({ kind: 'card', book, card }, wanted, asking)),
    ...left
      .filter(segment => !again.has(segment))
      .map(segment => statusResponse(writePlace({ kind: 'card', book: book.segment, card: segment }, actor), 404)),
  ];
  if (history.more) {
    const error = element(dav('number-of-matches-within-limits'));
    responses.push(statusResponse(writePlace({ kind: 'book', book: book.segment }, actor), 507, error));
  }
  return multistatus(responses, [element(dav('sync-token'), writeSyncToken(book.id, history.until))]);
}
