/** What stands at a place: read once, then asked for its properties. */
import { type Card, escapeText, property, writeComponents } from '../../formats/vcard/card.ts';
import { toVersion3 } from '../../formats/vcard/downgrade.ts';
import { writeCard } from '../../formats/vcard/write.ts';
import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import type { Actor } from '../../services/actor.ts';
import { type Book, findBook, listBooks } from '../../services/contacts/books.ts';
import type { Colleague } from '../../services/contacts/directory.ts';
import { type Contact, type ContactSummary, getCards, listContacts, openCard } from '../../services/contacts/get.ts';
import type { House } from '../../services/house.ts';
import { DavFault } from './faults.ts';
import type { Place } from './place.ts';

export type Exchange = { readonly house: House; readonly actor: Actor };

export type Resource =
  | { readonly kind: 'root' | 'principals' | 'principal' | 'homes' | 'home' | 'directory' }
  | { readonly kind: 'book'; readonly book: Book; readonly goneFloor: ModSeq }
  | { readonly kind: 'card'; readonly book: Book; readonly card: Contact | ContactSummary }
  | { readonly kind: 'colleague'; readonly colleague: Colleague };

/** @throws DavFault 404 */
export async function openPlace({ house, actor }: Exchange, place: Place | null): Promise<Resource> {
  if (place === null) throw new DavFault(404);
  switch (place.kind) {
    case 'book': {
      const { goneFloor } = await listBooks(house, actor);
      return { kind: 'book', book: await findBook(house, actor, { segment: place.book }), goneFloor };
    }
    case 'card': {
      const book = await findBook(house, actor, { segment: place.book });
      const [card] = await getCards(house, actor, { bookId: book.id, segments: [place.card] });
      if (card === undefined) throw new DavFault(404);
      return { kind: 'card', book, card };
    }
    case 'colleague': {
      const [, number] = /^([0-9a-z]{1,11})\.vcf$/.exec(place.card) ?? [];
      const [colleague] = (await house.directory?.read([Number.parseInt(number ?? '0', 36) as AccountId])) ?? [];
      if (colleague === undefined) throw new DavFault(404);
      return { kind: 'colleague', colleague };
    }
    default:
      return { kind: place.kind };
  }
}

/** What stands right below, for Depth: 1. The directory shows nobody. */
export async function openBelow({ house, actor }: Exchange, resource: Resource): Promise<Resource[]> {
  switch (resource.kind) {
    case 'root':
      return [{ kind: 'principals' }, { kind: 'homes' }];
    case 'principals':
      return [{ kind: 'principal' }];
    case 'homes':
      return [{ kind: 'home' }];
    case 'home': {
      const { books, goneFloor } = await listBooks(house, actor);
      const all: Resource[] = books.map(book => ({ kind: 'book', book, goneFloor }));
      return house.directory === undefined ? all : [...all, { kind: 'directory' }];
    }
    case 'book': {
      const { book } = resource;
      return (await listContacts(house, actor, { bookId: book.id })).map(card => ({ kind: 'card', book, card }));
    }
    default:
      return [];
  }
}

/** Where a resource stands. */
export function placeOf(resource: Resource): Place {
  switch (resource.kind) {
    case 'book':
      return { kind: 'book', book: resource.book.segment };
    case 'card':
      return { kind: 'card', book: resource.book.segment, card: resource.card.segment };
    case 'colleague':
      return { kind: 'colleague', card: `${resource.colleague.accountId.toString(36)}.vcf` };
    default:
      return { kind: resource.kind };
  }
}

/** A strong tag: it changes with every change of the card, and with nothing else. */
export function etagOf({ id, modseq }: Pick<ContactSummary, 'id' | 'modseq'>): string {
  return `"${id.toString(36)}-${modseq.toString(36)}"`;
}

/** The modseqs that an If-Match names for a card; a tag of another card names none. */
export function readEtags(header: string): ModSeq[] {
  return [...header.matchAll(/"[0-9a-z]+-([0-9a-z]{1,11})"/g)].map(
    ([, modseq]) => Number.parseInt(modseq!, 36) as ModSeq,
  );
}

export type DataVersion = '3.0' | '4.0';

/** The text of a card in the version that is asked. */
export function cardText(card: Contact, version: DataVersion): string {
  return version === '4.0' ? card.card : writeCard(toVersion3(openCard(card)));
}

/** A colleague as a card: what the directory tells, and no more. */
export function colleagueCard({
  accountId,
  address,
  givenName,
  familyName,
  function: work,
  school,
  isPost,
}: Colleague): Card {
  const name = `${givenName} ${familyName}`.trim();
  return {
    version: '4.0',
    properties: [
      property('UID', `urn:vaguemestre:account:${accountId.toString(36)}`),
      property('KIND', isPost ? 'org' : 'individual'),
      property('FN', escapeText(name)),
      ...(isPost ? [] : [property('N', writeComponents([[familyName], [givenName], [''], [''], ['']]))]),
      property('EMAIL', escapeText(address), [{ name: 'TYPE', values: ['work'] }]),
      ...(school === '' ? [] : [property('ORG', escapeText(school))]),
      ...(work === '' ? [] : [property('TITLE', escapeText(work))]),
    ],
  };
}
