import type { Id } from '../../jmap/objects.ts';
import type { Act, Acting } from './act.ts';
import { moveAs } from './move.ts';

/**
 * Reports as phishing by the one gesture that every door of the house knows: what is moved into the reporting folder is a
 * report, and stays nowhere. Null where this account has no such folder: the page says what to do instead.
 */
export function report(store: Acting, ids: readonly Id[]): Act | null {
  const to = store.mailboxes.report();
  if (to === undefined) return null;
  const act = moveAs('report', store, ids, null, to.id);
  // A report is taken back by the service that judges it, not by a click.
  return act === null ? null : { ...act, undo: null };
}
