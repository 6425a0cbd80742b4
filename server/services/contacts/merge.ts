/** Cards that speak of the same person: found, and made one. */

import { fold } from '../../formats/message/fold.ts';
import { type Card, first, type Property } from '../../formats/vcard/card.ts';
import type { ModSeq } from '../../model/change.ts';
import type { CardId } from '../../model/contact.ts';
import { Refusal } from '../../model/refusal.ts';
import { listCards, readCards, updateCard } from '../../store/contacts.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { changeContacts } from './change-contacts.ts';
import { type ContactSummary, openCard } from './get.ts';
import { grow, keepCard } from './keep.ts';
import { removeRows } from './remove.ts';

type Who = Pick<Actor, 'accountId'>;

/** Groups of cards that share an address, or a whole name where neither has another address. Groups of people are left out. */
export async function findDuplicates({ store }: Pick<House, 'store'>, { accountId }: Who): Promise<ContactSummary[][]> {
  const cards = (await listCards(store.database, accountId, { bookId: null })).filter(card => card.kind !== 'group');
  const leader = new Map<CardId, CardId>();
  const lead = (id: CardId): CardId => {
    let at = id;
    while (leader.has(at)) at = leader.get(at)!;
    return at;
  };
  const seen = new Map<string, CardId>();
  for (const card of cards) {
    const name = fold(card.fullName).trim();
    const marks = [...card.emails.map(email => `@${email}`), ...(name.includes(' ') ? [`n${name}`] : [])];
    for (const mark of marks) {
      const other = seen.get(mark);
      if (other === undefined) seen.set(mark, card.id);
      else if (lead(other) !== lead(card.id)) leader.set(lead(card.id), lead(other));
    }
  }
  const groups = Map.groupBy(cards, card => lead(card.id));
  return [...groups.values()].filter(group => group.length > 1);
}

/** Of these a card has one: that of the first card stays. */
const once = new Set([
  'FN',
  'N',
  'UID',
  'KIND',
  'REV',
  'PRODID',
  'BDAY',
  'ANNIVERSARY',
  'DEATHDATE',
  'GENDER',
  'CREATED',
  'LANGUAGE',
]);

/**
 * Makes one card of several: the first keeps its place, its name and its UID, and gains what the others say more.
 * @throws Refusal no-such-contact, contact-too-large, bad-contact (less than two)
 */
export async function mergeContacts(
  house: Pick<House, 'store' | 'clock' | 'random'>,
  who: Who,
  ids: readonly CardId[],
): Promise<{ id: CardId }> {
  const [id] = ids;
  if (id === undefined || new Set(ids).size < 2) throw new Refusal('bad-contact', 'two cards make one');
  return await changeContacts(house, who, 0, null, async (tx, modseq) => {
    const rows = await readCards(tx, who.accountId, { ids });
    if (rows.length < new Set(ids).size) throw new Refusal('no-such-contact');
    const into = rows.find(row => row.id === id)!;
    const others = rows.filter(row => row.id !== id);
    const kept = keepCard(house, joined(openCard(into), others.map(openCard)));
    await removeRows(tx, who, modseq, others);
    await renameMembers(house, tx, who, modseq, new Set(others.map(other => other.uid)), into.uid);
    await grow(tx, who, modseq, into.bookId, { cards: 0, bytes: kept.bytes - into.bytes });
    await updateCard(tx, who.accountId, modseq, house.clock.now(), {
      ...kept,
      id,
      bookId: into.bookId,
      segment: into.segment,
    });
    return { id };
  });
}

/** Groups that had one of the cards that went have the one that stays. */
async function renameMembers(
  house: Pick<House, 'clock' | 'random'>,
  tx: Queryable,
  who: Who,
  modseq: ModSeq,
  gone: ReadonlySet<string>,
  into: string,
): Promise<void> {
  const groups = (await listCards(tx, who.accountId, { bookId: null })).filter(card => card.kind === 'group');
  if (groups.length === 0) return;
  for (const group of await readCards(tx, who.accountId, { ids: groups.map(card => card.id) })) {
    const card = openCard(group);
    if (!card.properties.some(one => one.name === 'MEMBER' && gone.has(one.value))) continue;
    const renamed = card.properties.map(one =>
      one.name === 'MEMBER' && gone.has(one.value) ? { ...one, value: into } : one,
    );
    const members = new Set<string>();
    const once = renamed.filter(one => one.name !== 'MEMBER' || (!members.has(one.value) && members.add(one.value)));
    const kept = keepCard(house, { ...card, properties: once });
    await grow(tx, who, modseq, group.bookId, { cards: 0, bytes: kept.bytes - group.bytes });
    const { id, bookId, segment } = group;
    await updateCard(tx, who.accountId, modseq, house.clock.now(), { ...kept, id, bookId, segment });
  }
}

function joined(into: Card, others: readonly Card[]): Card {
  const properties: Property[] = [...into.properties];
  const said = new Set(properties.map(mark));
  for (const [index, other] of others.entries()) {
    for (const one of other.properties) {
      if ((once.has(one.name) && first(into, one.name) !== undefined) || said.has(mark(one))) continue;
      said.add(mark(one));
      // Groups of two cards may have the same name and are not the same.
      properties.push(one.group === null ? one : { ...one, group: `m${index + 1}-${one.group}` });
    }
  }
  return { version: '4.0', properties };
}

/** What makes two properties the same to a person: name and value, spaces and case left out. */
function mark({ name, value }: Property): string {
  const plain = name === 'TEL' ? value.replace(/^tel:|[\s.()-]/gi, '') : value.trim();
  return `${name}:${name === 'PHOTO' ? value : plain.toLowerCase()}`;
}
