import { listScripts as list, type ScriptEntry } from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** The actor's scripts by name. rfc/5804#2.7 */
export function listScripts({ store }: Pick<House, 'store'>, actor: Actor): Promise<ScriptEntry[]> {
  return list(store.database, actor.accountId);
}
