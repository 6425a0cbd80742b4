/** A card made fit to be kept: in the words of 4.0, within the limits, with an UID, and what finds it beside it. */
import type { Card } from '../../formats/vcard/card.ts';
import { first, property } from '../../formats/vcard/card.ts';
import { cardFacts, type UnfitCard, unfit } from '../../formats/vcard/facts.ts';
import { toVersion4 } from '../../formats/vcard/upgrade.ts';
import { writeCard } from '../../formats/vcard/write.ts';
import type { ModSeq } from '../../model/change.ts';
import { type BookId, contactLimits } from '../../model/contact.ts';
import { type Reason, Refusal } from '../../model/refusal.ts';
import type { CardRow } from '../../store/contacts.ts';
import { listBookRows, touchBook } from '../../store/contacts-books.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** What of a row comes from the card itself. */
export type KeptCard = Omit<CardRow, 'id' | 'bookId' | 'segment'>;

const reasonOf: Readonly<Record<UnfitCard, Reason>> = {
  'too-large': 'contact-too-large',
  'photo-too-large': 'contact-too-large',
  'photo-no-picture': 'photo-no-picture',
  'too-many-properties': 'bad-contact',
};

/** @throws Refusal contact-too-large, photo-no-picture, bad-contact */
export function keepCard({ random }: Pick<House, 'random'>, given: Card): KeptCard {
  const four = toVersion4(given);
  const named =
    first(four, 'UID') === undefined
      ? { ...four, properties: [property('UID', drawUid(random)), ...four.properties] }
      : four;
  const why = unfit(named);
  if (why !== null) throw new Refusal(reasonOf[why], why);
  const { uid, kind, fullName, emails, sortKey, words } = cardFacts(named);
  const card = writeCard(named);
  if (uid === null || uid.length > 255 || card.includes('\0')) throw new Refusal('bad-contact', 'uid');
  return {
    uid,
    kind: kind.slice(0, 50),
    fullName: fullName.slice(0, 500),
    emails,
    sortKey,
    words,
    card,
    bytes: Buffer.byteLength(card),
  };
}

/** `urn:uuid:`, version 4. rfc/6350#6.7.6 */
export function drawUid(random: House['random']): string {
  const bytes = random(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The name of a card in addresses of CardDAV, from its UID where that is plain, else from its number. */
export function segmentFor(uid: string, id: number): string {
  const plain = uid.replace(/^urn:uuid:/i, '');
  return /^[A-Za-z0-9_-]{1,100}$/.test(plain) ? `${plain}.vcf` : `c-${id.toString(36)}.vcf`;
}

/** Counts what a book gains, and refuses past the limits. @throws Refusal no-such-address-book, too-many-contacts */
export async function grow(
  tx: Queryable,
  { accountId }: Pick<Actor, 'accountId'>,
  modseq: ModSeq,
  bookId: BookId,
  grown: { readonly cards: number; readonly bytes: number },
): Promise<void> {
  const now = await touchBook(tx, accountId, modseq, bookId, grown);
  if (now === null) throw new Refusal('no-such-address-book');
  if (grown.cards > 0 && now.cards > contactLimits.cardsPerBook) {
    throw new Refusal('too-many-contacts', `${contactLimits.cardsPerBook} in a book`);
  }
  if (grown.bytes <= 0) return;
  const all = (await listBookRows(tx, accountId)).reduce((sum, book) => sum + book.bytes, 0);
  if (all > contactLimits.bytes) throw new Refusal('too-many-contacts', `${contactLimits.bytes} octets`);
}
