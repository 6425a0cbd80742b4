import { readKeyword, readList, readMailbox } from './primitives.ts';
import type { Reader } from './reader.ts';

/** Which mailboxes NOTIFY watches or ESEARCH searches. rfc/5465#6, rfc/7377#2.2 */
export type MailboxFilter =
  | { kind: 'selected' | 'selected-delayed' | 'inboxes' | 'personal' | 'subscribed' }
  /** `subtree-one`: the mailboxes and their direct children. */
  | { kind: 'subtree' | 'subtree-one' | 'mailboxes'; mailboxes: string[] };

export function readMailboxFilter(reader: Reader): MailboxFilter {
  const name = readKeyword(reader).toLowerCase();
  const simple = simpleNames.find(each => each === name);
  if (simple) return { kind: simple };
  const kind = namingFilters.find(each => each === name) ?? reader.fail('Unknown mailbox filter');
  reader.expect(' ');
  return { kind, mailboxes: reader.nextIs('(') ? readList(reader, readMailbox) : [readMailbox(reader)] };
}

const simpleNames = ['selected', 'selected-delayed', 'inboxes', 'personal', 'subscribed'] as const;
const namingFilters = ['subtree', 'subtree-one', 'mailboxes'] as const;
