/** Which mailboxes the filters of NOTIFY and ESEARCH mean. rfc/5465#6, rfc/7377#2.2 */
import { hierarchyDelimiter } from '../../model/mailbox.ts';
import type { ListedMailbox } from '../../services/mailboxes/list.ts';
import type { MailboxFilter } from './grammar/mailbox-filter.ts';
import type { Session } from './session.ts';

export function isChosen(session: Session, filter: MailboxFilter, mailbox: ListedMailbox): boolean {
  switch (filter.kind) {
    case 'selected':
    case 'selected-delayed':
      return isSelected(session, mailbox);
    case 'inboxes':
      // Filters may file mail anywhere: what the person calls the inbox is what is meant.
      return mailbox.role === 'inbox';
    case 'personal':
      return mailbox.accountId === session.actor?.accountId;
    case 'subscribed':
      return mailbox.subscribed;
    case 'mailboxes':
      return filter.mailboxes.includes(mailbox.name);
    case 'subtree':
      return filter.mailboxes.some(top => mailbox.name === top || mailbox.name.startsWith(top + hierarchyDelimiter));
    case 'subtree-one':
      return filter.mailboxes.some(top => mailbox.name === top || isChildOf(mailbox.name, top));
  }
}

export function isSelected({ selected }: Session, { accountId, id }: ListedMailbox): boolean {
  return selected !== null && selected.ref.accountId === accountId && selected.ref.mailboxId === id;
}

function isChildOf(name: string, top: string): boolean {
  const prefix = top + hierarchyDelimiter;
  return name.startsWith(prefix) && !name.slice(prefix.length).includes(hierarchyDelimiter);
}
