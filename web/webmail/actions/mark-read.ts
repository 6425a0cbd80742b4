import type { Id } from '../../jmap/objects.ts';
import { type Act, type Acting, patchEach } from './act.ts';

export function markRead(store: Acting, ids: readonly Id[], read: boolean): Act | null {
  return patchEach(store, ids, read ? 'read' : 'unread', ({ keywords }) =>
    (keywords.$seen === true) === read ? null : { 'keywords/$seen': read ? true : null },
  );
}
