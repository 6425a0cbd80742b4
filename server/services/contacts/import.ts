/** Contacts out of a file: vCards of any version, or CSV of Outlook, Gmail or Thunderbird. What will not do is told row by row. */

import { fold } from '../../formats/message/fold.ts';
import type { Card } from '../../formats/vcard/card.ts';
import { readCsvContacts } from '../../formats/vcard/csv/read.ts';
import { readCards } from '../../formats/vcard/read.ts';
import type { BookId, CardId } from '../../model/contact.ts';
import { Refusal, reasons } from '../../model/refusal.ts';
import { type CardRow, insertCards, readCards as readRows, type StoredCard, updateCard } from '../../store/contacts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { findBook } from './books.ts';
import { changeContacts } from './change-contacts.ts';
import { faultWords, type Sentence } from './import-words.ts';
import { grow, type KeptCard, keepCard, segmentFor } from './keep.ts';
import { uidOf } from './put.ts';

export const importLimits = { bytes: 50_000_000, cards: 20_000 } as const;

export type Imported = {
  readonly added: number;
  /** Cards of the book that the file says anew. */
  readonly updated: number;
  /** Cards that are there already, word for word, or by the same name and address. */
  readonly known: number;
  /** `line`: where the card begins, or the row of the spreadsheet. */
  readonly refused: readonly { readonly line: number; readonly sentence: Sentence }[];
};

type Read = { readonly line: number; readonly card: Card } | { readonly line: number; readonly sentence: Sentence };

/**
 * Puts the file's contacts into a book. A card whose UID is in the book takes its place there.
 * @throws Refusal bad-contact (no contacts in the file), contact-too-large (the file), too-many-contacts, no-such-address-book
 */
export async function importContacts(
  house: Pick<House, 'store' | 'clock' | 'random'>,
  actor: Pick<Actor, 'accountId'>,
  bytes: Buffer,
  bookId?: BookId,
): Promise<Imported> {
  if (bytes.length > importLimits.bytes) throw new Refusal('contact-too-large', `${importLimits.bytes} octets`);
  const book = await findBook(house, actor, bookId === undefined ? { role: 'default' } : { id: bookId });
  const read = readContacts(bytes);
  if (read.length > importLimits.cards) throw new Refusal('too-many-contacts', `${importLimits.cards} in a file`);
  const refused: { line: number; sentence: Sentence }[] = [];
  const cards: KeptCard[] = [];
  const named = new Set<string>();
  for (const one of read) {
    if ('sentence' in one) refused.push(one);
    else {
      try {
        const kept = keepCard(house, one.card);
        if (uidOf(one.card) !== null && named.has(kept.uid)) throw new Refusal('contact-exists');
        named.add(kept.uid);
        cards.push(kept);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push({ line: one.line, sentence: reasons[error.reason] });
      }
    }
  }
  const sorted = refused.map(({ line, sentence: { fr, en } }) => ({ line, sentence: { fr, en } }));
  if (cards.length === 0) return { added: 0, updated: 0, known: 0, refused: sorted };
  const counts = await changeContacts(house, actor, cards.length, null, async (tx, modseq, firstId) => {
    const there = await readRows(tx, actor.accountId, { bookId: book.id });
    const { fresh, changed, known } = compare(cards, there);
    const segments = new Set(there.map(card => card.segment));
    const rows = fresh.map((kept, index): CardRow => {
      const id = (firstId + index) as CardId;
      const wished = segmentFor(kept.uid, id);
      const segment = segments.has(wished) ? `c-${id.toString(36)}.vcf` : wished;
      segments.add(segment);
      return { ...kept, id, bookId: book.id, segment };
    });
    const gained =
      rows.reduce((sum, row) => sum + row.bytes, 0) +
      changed.reduce((sum, { kept, before }) => sum + kept.bytes - before.bytes, 0);
    await grow(tx, actor, modseq, book.id, { cards: rows.length, bytes: gained });
    const now = house.clock.now();
    for (let start = 0; start < rows.length; start += 500) {
      await insertCards(tx, actor.accountId, modseq, now, rows.slice(start, start + 500));
    }
    for (const { kept, before } of changed) {
      await updateCard(tx, actor.accountId, modseq, now, {
        ...kept,
        id: before.id,
        bookId: book.id,
        segment: before.segment,
      });
    }
    return { added: rows.length, updated: changed.length, known };
  });
  return { ...counts, refused: sorted };
}

function readContacts(bytes: Buffer): Read[] {
  const cards = readCards(bytes);
  if (cards.length > 0)
    return cards.map(one => (one.kind === 'card' ? one : { line: one.line, sentence: faultWords[one.fault] }));
  const csv = readCsvContacts(bytes);
  if (csv.kind === 'unreadable' || csv.rows.length === 0)
    throw new Refusal('bad-contact', 'neither vCard nor CSV with headings we know');
  return csv.rows.map(row => (row.kind === 'card' ? row : { line: row.line, sentence: faultWords[row.fault] }));
}

type Compared = {
  readonly fresh: readonly KeptCard[];
  readonly changed: readonly { readonly kept: KeptCard; readonly before: StoredCard }[];
  readonly known: number;
};

function compare(cards: readonly KeptCard[], there: readonly StoredCard[]): Compared {
  const byUid = new Map(there.map(card => [card.uid, card]));
  const marks = new Set(there.flatMap(marksOf));
  const fresh: KeptCard[] = [];
  const changed: { kept: KeptCard; before: StoredCard }[] = [];
  let known = 0;
  for (const kept of cards) {
    const before = byUid.get(kept.uid);
    const mark = marksOf(kept);
    if (before !== undefined && before.card !== kept.card) changed.push({ kept, before });
    else if (before !== undefined || (mark.length > 0 && mark.every(one => marks.has(one)))) known += 1;
    else {
      fresh.push(kept);
      for (const one of mark) marks.add(one);
    }
  }
  return { fresh, changed, known };
}

/** One for each address, under the name; none for who has no address: two of one name may be two people. */
function marksOf({ fullName, emails }: Pick<KeptCard, 'fullName' | 'emails'>): string[] {
  return emails.map(email => `${fold(fullName)}\n${email}`);
}
