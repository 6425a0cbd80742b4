/** Contact cards as clients see them: JSContact (rfc/9553) and the book they are in. rfc/9610#3 */

import { readBlobId, writeBlobId } from '../../../formats/object-id/blob-id.ts';
import type { Card } from '../../../formats/vcard/card.ts';
import { fromJsCard } from '../../../formats/vcard/jscontact/from-js.ts';
import { forbiddenNames, isObject, type Json, type JsonObject } from '../../../formats/vcard/jscontact/json.ts';
import { toJsCard } from '../../../formats/vcard/jscontact/to-js.ts';
import { pictureType } from '../../../formats/vcard/picture.ts';
import type { BookId, CardId } from '../../../model/contact.ts';
import { type Contact, openCard } from '../../../services/contacts/get.ts';
import { heldMedia } from '../../../services/contacts/media.ts';
import { readBlob } from '../../../services/emails/blobs.ts';
import { ownAccess } from '../../../services/mailboxes/access.ts';
import { invalidProperties, SetFault } from '../faults.ts';
import type { Context } from '../method.ts';
import { bookIdOf, bookName, cardName, resolveCreation } from '../names.ts';
import { InvalidArgument, idOrCreation, setOf } from '../read.ts';

/** The card of JSContact as it is kept, without what JMAP adds. */
export function jsCardOf(contact: Contact): JsonObject {
  return toJsCard(openCard(contact), contact.uid);
}

/** With every property JMAP adds; `created` and `updated` are ours where the card says none. */
export function describeCard(context: Context, contact: Contact): Record<string, unknown> {
  const js = jsCardOf(contact);
  return {
    id: cardName(context, contact.id),
    addressBookIds: { [bookName(context, contact.bookId)]: true },
    ...js,
    ...describeMedia(context, contact.id, js),
    created: js.created ?? utc(contact.createdAt),
    updated: js.updated ?? utc(contact.updatedAt),
  };
}

/**
 * `media` where the card holds some itself: named by `blobId` instead of carried as `uri`, and always with its type, so
 * that clients load a picture when they show it. rfc/9610#3 Nothing where it holds none.
 */
export function describeMedia(
  { access }: Context,
  cardId: CardId,
  js: JsonObject,
): { media: Record<string, Json> } | Record<string, never> {
  const held = heldMedia(js);
  if (held.size === 0 || !isObject(js.media)) return {};
  const media: Record<string, Json> = { ...js.media };
  for (const [key, { type, digest }] of held) {
    const { uri: _, ...rest } = js.media[key] as JsonObject;
    const source = { kind: 'card', accountId: access.accountId, cardId, digest } as const;
    media[key] = { ...rest, mediaType: type, blobId: writeBlobId({ source, cuts: [] }) };
  }
  return { media };
}

/** UTCDate without a fraction. */
function utc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}

/** The one book of `addressBookIds`. @throws InvalidArgument */
export function readBook(context: Context, value: unknown): BookId {
  const ids = [...setOf(idOrCreation)(value, 'addressBookIds')];
  if (ids.length !== 1) throw new InvalidArgument('addressBookIds', 'must name one address book');
  const name = resolveCreation(context, ids[0]!);
  const bookId = name === null ? null : bookIdOf(context, name);
  if (bookId === null) throw new InvalidArgument('addressBookIds', 'is no address book');
  return bookId;
}

/** Members of a card that are maps of objects, and what each object must say at least. */
const collections: Readonly<Record<string, string | null>> = {
  ...{
    emails: 'address',
    phones: 'number',
    nicknames: 'name',
    titles: 'name',
    notes: 'note',
    preferredLanguages: 'language',
  },
  ...{ organizations: null, onlineServices: null, addresses: null, anniversaries: null, media: null, links: 'uri' },
  ...{ cryptoKeys: 'uri', calendars: 'uri', schedulingAddresses: 'uri', directories: 'uri', personalInfo: 'value' },
};

/**
 * The vCard to keep, of a whole JSContact card.
 * @throws SetFault invalidProperties, blobNotFound
 */
export async function readJsCard(context: Context, given: JsonObject): Promise<Card> {
  const js: JsonObject = { '@type': 'Card', version: '1.0', ...given };
  const wrong = Object.entries(js).flatMap(([name, value]) => (isWell(name, value) ? [] : [name]));
  if (wrong.length > 0) throw invalidProperties(wrong, 'Not as JSContact has it.');
  return fromJsCard(await withPictures(context, js));
}

function isWell(name: string, value: Json): boolean {
  if (forbiddenNames.has(name) || JSON.stringify(value).includes('\\u0000')) return false;
  if (name === '@type') return value === 'Card';
  if (name === 'version') return value === '1.0';
  if (name === 'uid') return typeof value === 'string' && value !== '' && value.length <= 255;
  if (['kind', 'language', 'prodId', 'created', 'updated'].includes(name)) return typeof value === 'string';
  if (['keywords', 'members'].includes(name)) return isObject(value) && Object.values(value).every(one => one === true);
  if (name === 'name') return isObject(value) && (value.components === undefined || Array.isArray(value.components));
  const needed = collections[name];
  if (needed === undefined) return true;
  if (!isObject(value)) return false;
  return Object.entries(value).every(([key, one]) => {
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(key) || forbiddenNames.has(key) || !isObject(one)) return false;
    const pref =
      one.pref === undefined ||
      (typeof one.pref === 'number' && Number.isInteger(one.pref) && one.pref >= 1 && one.pref <= 100);
    return pref && (needed === null || typeof one[needed] === 'string');
  });
}

/** Media given as blobs, put into the card: rfc/9610#3.5. */
async function withPictures({ house, actor }: Context, js: JsonObject): Promise<JsonObject> {
  if (!isObject(js.media)) return js;
  const media: Record<string, Json> = {};
  for (const [key, one] of Object.entries(js.media)) {
    if (!isObject(one) || typeof one.blobId !== 'string') {
      media[key] = one;
      continue;
    }
    const name = readBlobId(one.blobId);
    const bytes = name === null ? null : await readBlob(house, ownAccess(actor), name);
    if (bytes === null) throw new SetFault('blobNotFound', { notFound: [one.blobId] });
    const type = pictureType(bytes);
    if (one.kind === 'photo' && type === null) throw invalidProperties([`media/${key}`], 'The photo is no picture.');
    const { blobId: _, ...rest } = one;
    const mediaType = type ?? (typeof one.mediaType === 'string' ? one.mediaType : 'application/octet-stream');
    if (!/^[\w.+-]+\/[\w.+-]+$/.test(mediaType)) throw invalidProperties([`media/${key}/mediaType`]);
    media[key] = { ...rest, mediaType, uri: `data:${mediaType};base64,${bytes.toString('base64')}` };
  }
  return { ...js, media };
}
