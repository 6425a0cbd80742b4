import type { Id } from '../../jmap/objects.ts';
import type { Act, Acting } from './act.ts';
import { moveAs } from './move.ts';

export function archive(store: Acting, ids: readonly Id[], from: Id | null): Act | null {
  const to = store.mailboxes.ofRole('archive');
  return to === undefined ? null : moveAs('archive', store, ids, from, to.id);
}
