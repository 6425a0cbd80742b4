import { directoryLimits } from '../../../services/contacts/directory.ts';
import { getCards, openCard } from '../../../services/contacts/get.ts';
import { unmet } from '../faults.ts';
import { multistatus, propertiesResponse, readWanted, statusResponse } from '../multistatus.ts';
import { writePlace } from '../place.ts';
import { colleagueCard, type Exchange, placeOf, type Resource } from '../resources.ts';
import { card, dav } from '../xml/names.ts';
import { childOf, type Element } from '../xml/read.ts';
import { element } from '../xml/write.ts';
import { dataVersion } from './data-version.ts';
import { type Filter, readFilter } from './filter.ts';

/** addressbook-query: the cards of a book, or colleagues of the directory, that pass a filter. rfc/6352#8.6 */
export async function addressbookQuery(exchange: Exchange, resource: Resource, report: Element): Promise<string> {
  const filter = readFilter(childOf(report, card('filter')));
  const asking = { ...exchange, version: dataVersion(report) };
  const limit = readLimit(report);
  const found =
    resource.kind === 'directory' ? await colleagues(exchange, filter) : await ownCards(exchange, resource, filter);
  const wanted = readWanted(report);
  const responses = found.slice(0, limit).map(one => propertiesResponse(one, wanted, asking));
  if (found.length <= limit) return multistatus(responses);
  const error = element(dav('number-of-matches-within-limits'));
  return multistatus([...responses, statusResponse(writePlace(placeOf(resource), exchange.actor), 507, error)]);
}

async function ownCards({ house, actor }: Exchange, resource: Resource, filter: Filter): Promise<Resource[]> {
  if (resource.kind !== 'book') throw unmet(403, dav('supported-report'));
  refuseTooMuch(resource.book.bytes);
  const cards = await getCards(house, actor, { bookId: resource.book.id });
  return cards.flatMap(one =>
    filter.passes(openCard(one)) ? [{ kind: 'card' as const, book: resource.book, card: one }] : [],
  );
}

/** Texts a directory is asked for by one report. */
const mostSearches = 4;

/** Who asks for everybody is refused: the directory is searched, not read whole. */
async function colleagues({ house, actor }: Exchange, filter: Filter): Promise<Resource[]> {
  const texts = [...new Set(filter.texts.map(text => text.trim()))].filter(
    text => text.length >= directoryLimits.leastLetters,
  );
  if (texts.length === 0) throw unmet(403, dav('number-of-matches-within-limits'));
  const found = new Map<number, Resource>();
  for (const text of texts.slice(0, mostSearches)) {
    for (const colleague of (await house.directory?.search(actor, text)) ?? []) {
      if (filter.passes(colleagueCard(colleague))) found.set(colleague.accountId, { kind: 'colleague', colleague });
    }
  }
  return [...found.values()].slice(0, directoryLimits.mostResults);
}

/** `limit/nresults`; without it there is none. rfc/6352#10.6 */
export function readLimit(report: Element): number {
  const limit = [card('limit'), dav('limit')].map(name => childOf(report, name)).find(one => one !== undefined);
  const results = limit?.children.find(one => one.name === card('nresults') || one.name === dav('nresults'));
  const count = Number(results?.text.trim());
  return results !== undefined && Number.isSafeInteger(count) && count > 0 ? count : Number.POSITIVE_INFINITY;
}

/** Octets of cards read into one answer: a person's photos must not fill the memory of the house. */
export const mostBytes = 64_000_000;

/** @throws DavFault 507: the client may ask for fewer at once */
export function refuseTooMuch(bytes: number): void {
  if (bytes > mostBytes) throw unmet(507, dav('number-of-matches-within-limits'));
}
