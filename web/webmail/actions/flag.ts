import type { Id } from '../../jmap/objects.ts';
import { type Act, type Acting, patchEach } from './act.ts';

export function flag(store: Acting, ids: readonly Id[], flagged: boolean): Act | null {
  return patchEach(store, ids, flagged ? 'flag' : 'unflag', ({ keywords }) =>
    (keywords.$flagged === true) === flagged ? null : { 'keywords/$flagged': flagged ? true : null },
  );
}
