import type { Id } from '../../jmap/objects.ts';
import type { Act, Acting } from './act.ts';
import { moveAs } from './move.ts';

/** The keywords teach the filters. rfc/8621#4.1.1 */
export function junk(store: Acting, ids: readonly Id[]): Act | null {
  const to = store.mailboxes.ofRole('junk');
  if (to === undefined) return null;
  return moveAs('junk', store, ids, null, to.id, undefined, { 'keywords/$junk': true, 'keywords/$notjunk': null });
}

export function notJunk(store: Acting, ids: readonly Id[]): Act | null {
  const to = store.mailboxes.ofRole('inbox');
  if (to === undefined) return null;
  return moveAs('notJunk', store, ids, null, to.id, undefined, { 'keywords/$notjunk': true, 'keywords/$junk': null });
}
