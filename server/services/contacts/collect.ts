/** Remembers whom a person writes to: for the order of suggestions, and as cards where nobody knows the address yet. */
import { escapeText, property } from '../../formats/vcard/card.ts';
import type { CardId } from '../../model/contact.ts';
import { insertCards, knownAddresses } from '../../store/contacts.ts';
import { countWritten } from '../../store/contacts-correspondents.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { findBook } from './books.ts';
import { changeContacts } from './change-contacts.ts';
import { grow, keepCard } from './keep.ts';

/** Somebody written to; `name` as the message said it. */
export type Written = { readonly address: string; readonly name: string | null };

/** Cards the book of collected addresses may hold: beyond, nothing more is collected. */
const mostCollected = 5000;
/** A message to more people than that is a mailing, not a correspondence. */
const mostAtOnce = 50;

/**
 * To be called once a message was taken. Addresses of the house are counted and not collected: the directory has them.
 * @throws Refusal unavailable
 */
export async function collectAddresses(
  house: Pick<House, 'store' | 'clock' | 'random' | 'domains'>,
  actor: Pick<Actor, 'accountId'>,
  written: readonly Written[],
): Promise<void> {
  const db = house.store.database;
  const people = new Map<string, Written>();
  for (const one of written) {
    const address = one.address.toLowerCase();
    if (!people.has(address)) people.set(address, { address, name: one.name });
  }
  if (people.size === 0 || people.size > mostAtOnce) return;
  await countWritten(db, actor.accountId, [...people.keys()], house.clock.now());
  const outside = [...people.keys()].filter(
    address => !house.domains.includes(address.slice(address.lastIndexOf('@') + 1)),
  );
  if (outside.length === 0) return;
  const known = await knownAddresses(db, actor.accountId, outside);
  const fresh = outside.filter(address => !known.has(address));
  if (fresh.length === 0) return;
  const book = await findBook(house, actor, { role: 'collected' });
  if (book.cards + fresh.length > mostCollected) return;
  await changeContacts(house, actor, fresh.length, null, async (tx, modseq, firstId) => {
    // Two messages that leave at once collect an address once: the account's lock is held while looking again.
    const since = await knownAddresses(tx, actor.accountId, fresh);
    const rows = fresh
      .filter(address => !since.has(address))
      .map((address, index) => {
        const kept = keepCard(house, cardOf(people.get(address)!));
        const id = (firstId + index) as CardId;
        return { ...kept, id, bookId: book.id, segment: `c-${id.toString(36)}.vcf` };
      });
    const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
    await grow(tx, actor, modseq, book.id, { cards: rows.length, bytes });
    await insertCards(tx, actor.accountId, modseq, house.clock.now(), rows);
  });
}

function cardOf({ address, name }: Written) {
  const named = name === null || name.trim() === '' ? address : name.trim().slice(0, 200);
  return {
    version: '4.0' as const,
    properties: [property('FN', escapeText(named)), property('EMAIL', escapeText(address))],
  };
}
