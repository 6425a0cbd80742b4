import type { EmailHead, Id } from '../../jmap/objects.ts';
import type { Store } from '../store/store.ts';

/** The messages that a row stands for: where conversations are gathered, all of the conversation that are in this folder. */
export function emailsOfRows(
  { emails }: Pick<Store, 'emails'>,
  ids: readonly Id[],
  { gathered, box }: { readonly gathered: boolean; readonly box: Id | null },
): Id[] {
  if (!gathered) return [...ids];
  const isHere = (head: EmailHead | undefined) => head !== undefined && (box === null || head.mailboxIds[box] === true);
  const all = ids.flatMap(id => {
    const head = emails.get(id);
    const others = head === undefined ? [] : (emails.thread(head.threadId) ?? []);
    return [id, ...others.filter(other => isHere(emails.get(other)))];
  });
  return [...new Set(all)];
}
