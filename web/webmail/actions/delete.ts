import type { Id } from '../../jmap/objects.ts';
import type { Act, Acting } from './act.ts';
import { moveAs } from './move.ts';

/** To the trash, from where it can be taken back. */
export function toTrash(store: Acting, ids: readonly Id[]): Act | null {
  const to = store.mailboxes.ofRole('trash');
  return to === undefined ? null : moveAs('trash', store, ids, null, to.id);
}

/** Of what lies in the trash or in junk already: nothing takes it back, so that the page asks first. */
export function destroy({ emails, perform }: Acting, ids: readonly Id[]): Act | null {
  const destroys = ids.filter(id => emails.has(id));
  if (destroys.length === 0) return null;
  perform({ updates: {}, destroys });
  return { verb: 'destroy', count: destroys.length, undo: null };
}
