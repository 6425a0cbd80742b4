/** The cards in view: all, those of a group, or those that hold some words; and the groups. */
import { useCallback, useEffect, useState } from 'react';
import { JmapFault } from '../../jmap/fault.ts';
import type { CardFilter, ContactCard, Id } from '../../jmap/objects.ts';
import { useStore } from '../shell/use-store.ts';

export type Cards = {
  readonly cards: readonly ContactCard[];
  /** Of all that are meant, shown or not. */
  readonly total: number;
  readonly groups: readonly ContactCard[];
  /** The book a new card goes into. */
  readonly book: Id | null;
};

const person: CardFilter = { operator: 'NOT', conditions: [{ kind: 'group' }] };

/** @returns null while they come; `again` reads them anew */
export function useCards(text: string, group: Id | null, limit: number): { cards: Cards | null; again: () => void } {
  const { jmap } = useStore();
  const [cards, setCards] = useState<Cards | null>(null);
  const [asked, setAsked] = useState(0);
  const again = useCallback(() => setAsked(before => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` only has them read anew
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () =>
        read().catch((error: unknown) => {
          // The line of the connection says it.
          if (!(error instanceof JmapFault)) throw error;
        }),
      text === '' ? 0 : 150,
    );

    async function read(): Promise<void> {
      const books = jmap.call('AddressBook/get', { ids: null });
      const query = jmap.call('ContactCard/query', { filter: { kind: 'group' } });
      const { list: groups } = await jmap.call('ContactCard/get', { '#ids': query.reference('/ids') });
      const { list } = await books;
      const book = (list.find(each => each.isDefault) ?? list[0])?.id ?? null;
      const uids = group === null ? null : Object.keys(groups.find(each => each.id === group)?.members ?? {});
      const found = uids?.length === 0 ? { cards: [], total: 0 } : await search(uids);
      if (current) setCards({ ...found, groups, book });
    }
    async function search(uids: readonly string[] | null): Promise<Pick<Cards, 'cards' | 'total'>> {
      const conditions: CardFilter[] = [
        person,
        ...(text === '' ? [] : [{ text }]),
        ...(uids === null ? [] : [{ operator: 'OR' as const, conditions: uids.map(uid => ({ uid })) }]),
      ];
      const filter: CardFilter = { operator: 'AND', conditions };
      const query = jmap.call('ContactCard/query', { filter, limit, calculateTotal: true });
      const get = jmap.call('ContactCard/get', { '#ids': query.reference('/ids') });
      const [{ ids, total }, { list }] = await Promise.all([query, get]);
      const byId = new Map(list.map(each => [each.id, each]));
      return { cards: ids.flatMap(id => byId.get(id) ?? []), total: total ?? ids.length };
    }
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [jmap, text, group, limit, asked]);
  return { cards, again };
}
