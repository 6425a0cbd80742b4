import type { EmailHead, Id, Patch } from '../../jmap/objects.ts';
import { pathOf } from '../store/patch.ts';
import { type Act, type Acting, patchEach, type Verb } from './act.ts';

/** Moves from one folder to another; where no folder is in view, from wherever each message is. */
export function move(store: Acting, ids: readonly Id[], from: Id | null, to: Id): Act | null {
  return moveAs('move', store, ids, from, to, store.mailboxes.get(to)?.name);
}

/** The same under another name. */
export function moveAs(
  verb: Verb,
  store: Acting,
  ids: readonly Id[],
  from: Id | null,
  to: Id,
  folder?: string,
  more: Patch = {},
): Act | null {
  return patchEach(store, ids, verb, head => patchOf(head, from, to, more), folder);
}

function patchOf({ mailboxIds }: EmailHead, from: Id | null, to: Id, more: Patch): Patch | null {
  const others = Object.keys(mailboxIds).filter(id => id !== to);
  if (others.length === 0) return null;
  // A message of several folders leaves the one in view and stays in the others.
  if (from !== null && mailboxIds[from] === true && from !== to)
    return { ...more, [pathOf('mailboxIds', from)]: null, [pathOf('mailboxIds', to)]: true };
  return { ...more, mailboxIds: { [to]: true } };
}
