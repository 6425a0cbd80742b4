/** Properties of every kind of resource: how each is written, or that it has none. rfc/4918#15, rfc/6352#6.2, rfc/3744#5 */
import { createHash } from 'node:crypto';
import { toVersion3 } from '../../../formats/vcard/downgrade.ts';
import { cardLimits } from '../../../formats/vcard/read.ts';
import { writeCard } from '../../../formats/vcard/write.ts';
import { writePlace } from '../place.ts';
import { writeSyncToken } from '../reports/sync-token.ts';
import { cardText, colleagueCard, type DataVersion, type Exchange, etagOf, type Resource } from '../resources.ts';
import { calendarServer, card, dav } from '../xml/names.ts';
import { element, type Xml } from '../xml/write.ts';

/** What is being asked, beside the resource. */
export type Asking = Exchange & { readonly version: DataVersion };

type Write = (resource: Resource, asking: Asking) => readonly Xml[] | string | null;

const href = (path: string): Xml => element(dav('href'), path);
const types: Partial<Record<Resource['kind'], readonly string[]>> = {
  principal: [dav('principal')],
  book: [dav('collection'), card('addressbook')],
  directory: [dav('collection'), card('addressbook'), card('directory')],
  card: [],
  colleague: [],
};
const names: Partial<Record<Resource['kind'], string>> = {
  home: 'Carnets d’adresses',
  directory: 'Annuaire académique',
};

const privileges = (all: readonly string[]): Xml[] => all.map(name => element(dav('privilege'), [element(dav(name))]));
const readOnly = ['read', 'read-current-user-privilege-set'];
const full = [...readOnly, 'write', 'write-content', 'write-properties', 'bind', 'unbind'];

/** Shown to allprop and propname; the others only to who names them. */
const properties: Readonly<Record<string, Write>> = {
  [dav('resourcetype')]: ({ kind }) => (types[kind] ?? [dav('collection')]).map(name => element(name)),
  [dav('displayname')](resource, { actor }) {
    if (resource.kind === 'book') return resource.book.name;
    if (resource.kind === 'principal') return actor.address;
    if (resource.kind === 'card') return resource.card.fullName;
    return names[resource.kind] ?? null;
  },
  [dav('getetag')]: resource =>
    resource.kind === 'card' ? etagOf(resource.card) : resource.kind === 'colleague' ? colleagueTag(resource) : null,
  [dav('getcontenttype')]: ({ kind }) => (kind === 'card' || kind === 'colleague' ? 'text/vcard; charset=utf-8' : null),
  [dav('getlastmodified')]: resource => (resource.kind === 'card' ? resource.card.updatedAt.toUTCString() : null),
  [dav('creationdate')]: resource => (resource.kind === 'card' ? resource.card.createdAt.toISOString() : null),
  [dav('supported-report-set')]: ({ kind }) => reportsOf(kind),
};

const asked: Readonly<Record<string, Write>> = {
  [dav('current-user-principal')]: (_, { actor }) => [href(writePlace({ kind: 'principal' }, actor))],
  [dav('principal-URL')]: ({ kind }, { actor }) =>
    kind === 'principal' ? [href(writePlace({ kind: 'principal' }, actor))] : null,
  [dav('owner')]: ({ kind }, { actor }) =>
    ['home', 'book', 'card'].includes(kind) ? [href(writePlace({ kind: 'principal' }, actor))] : null,
  [dav('principal-collection-set')]: (_, { actor }) => [href(writePlace({ kind: 'principals' }, actor))],
  [dav('current-user-privilege-set')]: ({ kind }) =>
    privileges(
      kind === 'book' || kind === 'card' ? full : kind === 'home' ? [...readOnly, 'bind', 'unbind'] : readOnly,
    ),
  [dav('supported-privilege-set')]: () => [
    element(dav('supported-privilege'), [
      element(dav('privilege'), [element(dav('all'))]),
      element(dav('description'), 'Tous les droits'),
    ]),
  ],
  [dav('group-membership')]: ({ kind }) => (kind === 'principal' ? [] : null),
  [dav('alternate-URI-set')]: ({ kind }, { actor }) =>
    kind === 'principal' ? [href(`mailto:${actor.address}`)] : null,
  [dav('sync-token')]: resource =>
    resource.kind === 'book'
      ? writeSyncToken(resource.book.id, {
          modseq: Math.max(resource.book.cardsModSeq, resource.goneFloor) as typeof resource.goneFloor,
          id: null,
        })
      : null,
  [calendarServer('getctag')]: resource =>
    resource.kind === 'book' ? `${resource.book.id.toString(36)}-${resource.book.cardsModSeq.toString(36)}` : null,
  [card('addressbook-home-set')]: ({ kind }, { actor }) =>
    kind === 'principal' ? [href(writePlace({ kind: 'home' }, actor))] : null,
  [card('directory-gateway')]: ({ kind }, { actor, house }) =>
    (kind === 'principal' || kind === 'home') && house.directory !== undefined
      ? [href(writePlace({ kind: 'directory' }, actor))]
      : null,
  [card('addressbook-description')]: resource =>
    resource.kind === 'book' && resource.book.description !== '' ? resource.book.description : null,
  [card('supported-address-data')]: ({ kind }) =>
    kind === 'book' || kind === 'directory'
      ? ['3.0', '4.0'].map(version => element(card('address-data-type'), [], { 'content-type': 'text/vcard', version }))
      : null,
  [card('supported-collation-set')]: ({ kind }) =>
    kind === 'book' || kind === 'directory'
      ? ['i;ascii-casemap', 'i;octet', 'i;unicode-casemap'].map(name => element(card('supported-collation'), name))
      : null,
  [card('max-resource-size')]: ({ kind }) => (kind === 'book' ? String(cardLimits.bytes) : null),
  [card('address-data')](resource, { version }) {
    if (resource.kind === 'colleague') return colleagueText(resource, version);
    return resource.kind === 'card' && 'card' in resource.card ? cardText(resource.card, version) : null;
  },
};

export const ordinaryNames: readonly string[] = Object.keys(properties);

/** One property written, or null where the resource has none of that name. */
export function writeProperty(name: string, resource: Resource, asking: Asking): Xml | null {
  const write = properties[name] ?? asked[name];
  const content = write?.(resource, asking) ?? null;
  return content === null ? null : element(name, content);
}

export function colleagueText({ colleague }: Extract<Resource, { kind: 'colleague' }>, version: DataVersion): string {
  const whole = colleagueCard(colleague);
  return writeCard(version === '4.0' ? whole : toVersion3(whole));
}

export function colleagueTag(resource: Extract<Resource, { kind: 'colleague' }>): string {
  return `"${createHash('sha256').update(colleagueText(resource, '4.0')).digest('base64url').slice(0, 16)}"`;
}

function reportsOf(kind: Resource['kind']): Xml[] | null {
  const reports = {
    book: [card('addressbook-query'), card('addressbook-multiget'), dav('sync-collection')],
    directory: [card('addressbook-query')],
  }[kind as 'book' | 'directory'];
  if (reports === undefined) return kind === 'home' || kind === 'principal' ? [] : null;
  return reports.map(name => element(dav('supported-report'), [element(dav('report'), [element(name)])]));
}
