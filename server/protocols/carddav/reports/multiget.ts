import { getCards, listContacts } from '../../../services/contacts/get.ts';
import { unmet } from '../faults.ts';
import { multistatus, propertiesResponse, readWanted, statusResponse } from '../multistatus.ts';
import { readPlace } from '../place.ts';
import type { Exchange, Resource } from '../resources.ts';
import { dav } from '../xml/names.ts';
import { childrenOf, type Element } from '../xml/read.ts';
import { dataVersion } from './data-version.ts';
import { refuseTooMuch } from './query.ts';

/** addressbook-multiget: the cards of these addresses, in their order. rfc/6352#8.7 */
export async function addressbookMultiget(exchange: Exchange, resource: Resource, report: Element): Promise<string> {
  if (resource.kind !== 'book') throw unmet(403, dav('supported-report'));
  const { house, actor } = exchange;
  const { book } = resource;
  const asking = { ...exchange, version: dataVersion(report) };
  const wanted = readWanted(report);
  const asked = childrenOf(report, dav('href')).map(({ text }) => {
    // Some clients write whole addresses.
    const place = readPlace(text.trim().replace(/^https?:\/\/[^/]+/, ''), actor);
    return { href: text.trim(), segment: place?.kind === 'card' && place.book === book.segment ? place.card : null };
  });
  const segments = [...new Set(asked.flatMap(({ segment }) => segment ?? []))];
  const found = await listContacts(house, actor, { bookId: book.id, segments });
  refuseTooMuch(found.reduce((sum, card) => sum + card.bytes, 0));
  const cards = new Map(
    (await getCards(house, actor, { bookId: book.id, segments })).map(card => [card.segment, card]),
  );
  return multistatus(
    asked.map(({ href, segment }) => {
      const card = segment === null ? undefined : cards.get(segment);
      return card === undefined
        ? statusResponse(href, 404)
        : propertiesResponse({ kind: 'card', book, card }, wanted, asking);
    }),
  );
}
