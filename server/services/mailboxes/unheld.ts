import type { MailboxView } from './view.ts';

/** Messages of all views that are kept without a holder: some 40 octets each. */
const keptMessages = 1_000_000;
/** What a view costs beside its messages, counted in messages. */
const viewWeight = 50;

/** Views that nobody holds, within a bound. */
export type Unheld<Shared, Owner> = {
  /** Keeps one, at the expense of those longest unused. */
  keep(shared: Shared, owner: Owner): void;
  /** Somebody holds it again. */
  take(shared: Shared): void;
};

/** `forget` is called with each that has to go. */
export function keepUnheld<Shared, Owner>(
  viewOf: (shared: Shared) => MailboxView,
  forget: (shared: Shared, owner: Owner) => void,
): Unheld<Shared, Owner> {
  /** The longest unused first. */
  const kept = new Map<Shared, { owner: Owner; weight: number }>();
  let total = 0;

  function take(shared: Shared): void {
    total -= kept.get(shared)?.weight ?? 0;
    kept.delete(shared);
  }

  return {
    take,
    keep(shared, owner) {
      const weight = viewOf(shared).uids.length + viewWeight;
      take(shared);
      kept.set(shared, { owner, weight });
      total += weight;
      for (const [oldest, { owner: its }] of kept) {
        if (total <= keptMessages) break;
        take(oldest);
        forget(oldest, its);
      }
    },
  };
}
