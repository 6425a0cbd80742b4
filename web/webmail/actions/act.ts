/**
 * The verbs of the webmail, one a file. Each changes the store at once and says what it did and how it is taken back; null
 * where there was nothing to do. What the server thinks of it comes later, through the store.
 */
import type { EmailHead, Id, Patch } from '../../jmap/objects.ts';
import type { Change } from '../store/queue.ts';
import type { Store } from '../store/store.ts';

export type Verb =
  | 'read'
  | 'unread'
  | 'flag'
  | 'unflag'
  | 'archive'
  | 'trash'
  | 'destroy'
  | 'move'
  | 'junk'
  | 'notJunk'
  | 'report'
  | 'tag';

export type Act = {
  readonly verb: Verb;
  readonly count: number;
  /** The folder it went to, where that is not in the verb. */
  readonly folder?: string;
  /** What takes it back; null where nothing does. */
  readonly undo: Omit<Change, 'key'> | null;
};

export type Acting = Pick<Store, 'emails' | 'mailboxes' | 'perform'>;

/** Does one patch an email; emails that need none are passed over. */
export function patchEach(
  { emails, perform }: Acting,
  ids: readonly Id[],
  verb: Verb,
  patchOf: (head: EmailHead) => Patch | null,
  folder?: string,
): Act | null {
  const updates: Record<Id, Patch> = {};
  for (const id of ids) {
    const head = emails.get(id);
    const patch = head === undefined ? null : patchOf(head);
    if (patch !== null) updates[id] = patch;
  }
  const count = Object.keys(updates).length;
  if (count === 0) return null;
  const undo = perform({ updates, destroys: [] });
  return { verb, count, undo, ...(folder === undefined ? {} : { folder }) };
}
