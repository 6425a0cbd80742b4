/** Puts a card into a book, new or in the place of the one that is there. */
import { type Card, first, property, unescapeText } from '../../formats/vcard/card.ts';
import type { ModSeq } from '../../model/change.ts';
import type { BookId, CardId } from '../../model/contact.ts';
import { Refusal } from '../../model/refusal.ts';
import {
  buryCards,
  type CardSummary,
  findByUid,
  insertCards,
  readCards,
  type StoredCard,
  updateCard,
} from '../../store/contacts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { changeContacts } from './change-contacts.ts';
import { grow, keepCard, segmentFor } from './keep.ts';

type Needs = Pick<House, 'store' | 'clock' | 'random'>;
type Who = Pick<Actor, 'accountId'>;

/** What CardDAV's conditions ask of the card that is there. `none`: there must be none. */
export type Condition = 'none' | 'some' | readonly ModSeq[] | null;

/** The condition does not hold. */
export class ConditionFailed extends Error {}

/** Another card of the book has this UID: rfc/6352#5.1, no-uid-conflict. */
export class UidTaken extends Refusal {
  readonly segment: string;

  constructor(segment: string) {
    super('contact-exists');
    this.segment = segment;
  }
}

/** What became of it. `changed`: what is kept is not word for word what was given. */
export type Put = { readonly id: CardId; readonly modseq: ModSeq; readonly created: boolean };

/** Makes a card in a book; its UID may be in no book yet. rfc/9610#3 @throws Refusal as `keepCard` and `grow`; UidTaken; StateMoved */
export async function addCard(
  house: Needs,
  who: Who,
  bookId: BookId,
  card: Card,
  demanded: ModSeq | null = null,
): Promise<Put & { readonly uid: string }> {
  const kept = keepCard(house, card);
  return await changeContacts(house, who, 1, demanded, async (tx, modseq, number) => {
    const id = number as CardId;
    const there = await findByUid(tx, who.accountId, null, kept.uid);
    if (there !== null) throw new UidTaken(there.segment);
    await grow(tx, who, modseq, bookId, { cards: 1, bytes: kept.bytes });
    const named = segmentFor(kept.uid, id);
    const taken = await readCards(tx, who.accountId, { bookId, segments: [named] });
    const segment = taken.length === 0 ? named : `c-${id.toString(36)}.vcf`;
    await insertCards(tx, who.accountId, modseq, house.clock.now(), [{ ...kept, id, bookId, segment }]);
    return { id, modseq, created: true, uid: kept.uid };
  });
}

/** Puts a card under a name of CardDAV. @throws ConditionFailed; UidTaken; Refusal as `keepCard` and `grow` */
export async function putCard(
  house: Needs,
  who: Who,
  place: { readonly bookId: BookId; readonly segment: string },
  card: Card,
  condition: Condition = null,
): Promise<Put> {
  return await changeContacts(house, who, 1, null, async (tx, modseq, number) => {
    const [before] = await readCards(tx, who.accountId, { bookId: place.bookId, segments: [place.segment] });
    check(before, condition);
    const kept = keepCard(house, withUidOf(card, before));
    const there = await findByUid(tx, who.accountId, place.bookId, kept.uid);
    if (there !== null && there.id !== before?.id) throw new UidTaken(there.segment);
    const id = before?.id ?? (number as CardId);
    await grow(tx, who, modseq, place.bookId, {
      cards: before === undefined ? 1 : 0,
      bytes: kept.bytes - (before?.bytes ?? 0),
    });
    const row = { ...kept, ...place, id };
    const now = house.clock.now();
    if (before === undefined) await insertCards(tx, who.accountId, modseq, now, [row]);
    else await updateCard(tx, who.accountId, modseq, now, row);
    return { id, modseq, created: before === undefined };
  });
}

/** @throws ConditionFailed */
export function check(before: CardSummary | undefined, condition: Condition): void {
  if (condition === null) return;
  const holds =
    condition === 'none'
      ? before === undefined
      : before !== undefined && (condition === 'some' || condition.includes(before.modseq));
  if (!holds) throw new ConditionFailed();
}

/** A card sent again without its UID is the same card. */
function withUidOf(card: Card, before: StoredCard | undefined): Card {
  if (before === undefined || first(card, 'UID') !== undefined) return card;
  return { ...card, properties: [property('UID', before.uid), ...card.properties] };
}

/** The UID a card says, as text. */
export function uidOf(card: Card): string | null {
  const uid = first(card, 'UID');
  return uid === undefined ? null : unescapeText(uid.value);
}

/**
 * Changes a card by number: what it says, the book it is in, or both.
 * @throws Refusal no-such-contact, and as `putCard`; StateMoved
 */
export async function changeCard(
  house: Needs,
  who: Who,
  id: CardId,
  change: (before: StoredCard) => { readonly card: Card; readonly bookId?: BookId },
  demanded: ModSeq | null = null,
): Promise<{ modseq: ModSeq }> {
  return await changeContacts(house, who, 0, demanded, async (tx, modseq) => {
    const [before] = await readCards(tx, who.accountId, { ids: [id] });
    if (before === undefined) throw new Refusal('no-such-contact');
    const { card, bookId = before.bookId } = change(before);
    const kept = keepCard(house, withUidOf(card, before));
    const there = await findByUid(tx, who.accountId, bookId, kept.uid);
    if (there !== null && there.id !== id) throw new UidTaken(there.segment);
    let segment = before.segment;
    if (bookId === before.bookId) await grow(tx, who, modseq, bookId, { cards: 0, bytes: kept.bytes - before.bytes });
    else {
      await grow(tx, who, modseq, before.bookId, { cards: -1, bytes: -before.bytes });
      await grow(tx, who, modseq, bookId, { cards: 1, bytes: kept.bytes });
      await buryCards(tx, who.accountId, modseq, [before]);
      const [taken] = await readCards(tx, who.accountId, { bookId, segments: [segment] });
      if (taken !== undefined) segment = `c-${id.toString(36)}-${modseq.toString(36)}.vcf`;
    }
    await updateCard(tx, who.accountId, modseq, house.clock.now(), { ...kept, id, bookId, segment });
    return { modseq };
  });
}
