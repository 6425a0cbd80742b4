import type { ModSeq } from '../../model/change.ts';
import type { CardId } from '../../model/contact.ts';
import { Refusal } from '../../model/refusal.ts';
import { buryCards, type CardSummary, deleteCards, listCards } from '../../store/contacts.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { changeContacts } from './change-contacts.ts';
import { grow } from './keep.ts';
import { type Condition, check } from './put.ts';

/** Removes a card for good. @throws Refusal no-such-contact; ConditionFailed; StateMoved */
export async function removeCard(
  house: Pick<House, 'store'>,
  who: Pick<Actor, 'accountId'>,
  id: CardId,
  condition: Condition = null,
  demanded: ModSeq | null = null,
): Promise<{ modseq: ModSeq }> {
  return await changeContacts(house, who, 0, demanded, async (tx, modseq) => {
    const [before] = await listCards(tx, who.accountId, { ids: [id] });
    if (before === undefined) throw new Refusal('no-such-contact');
    check(before, condition);
    await removeRows(tx, who, modseq, [before]);
    return { modseq };
  });
}

/** Within a change: cards go, tombstones stay. */
export async function removeRows(
  tx: Queryable,
  who: Pick<Actor, 'accountId'>,
  modseq: ModSeq,
  cards: readonly CardSummary[],
): Promise<void> {
  for (const [bookId, leaving] of Map.groupBy(cards, card => card.bookId)) {
    const bytes = leaving.reduce((sum, card) => sum + card.bytes, 0);
    await grow(tx, who, modseq, bookId, { cards: -leaving.length, bytes: -bytes });
  }
  await buryCards(tx, who.accountId, modseq, cards);
  await deleteCards(
    tx,
    who.accountId,
    cards.map(card => card.id),
  );
}
