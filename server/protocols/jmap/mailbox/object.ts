/** Mailboxes as clients see them. rfc/8621#2 */
import type { Catalogue } from '../../../services/emails/catalogue.ts';
import { rightsIn } from '../../../services/mailboxes/access.ts';
import type { TreeMailbox } from '../../../services/mailboxes/tree.ts';
import type { Context } from '../method.ts';
import { mailboxName } from '../names.ts';
import { myRights } from './rights.ts';

export const mailboxProperties = [
  'id',
  'name',
  'parentId',
  'role',
  'sortOrder',
  'totalEmails',
  'unreadEmails',
  'totalThreads',
  'unreadThreads',
  'myRights',
  'isSubscribed',
  'shareWith',
] as const;

export const countProperties = ['totalEmails', 'unreadEmails', 'totalThreads', 'unreadThreads'] as const;

const none = { totalEmails: 0, unreadEmails: 0, totalThreads: 0, unreadThreads: 0 };

export function describeMailbox(
  context: Context,
  mailbox: TreeMailbox,
  catalogue: Catalogue,
  trash: TreeMailbox | undefined,
): Record<string, unknown> {
  return {
    id: mailboxName(context, mailbox.id),
    name: mailbox.name,
    parentId: mailbox.parentId === null ? null : mailboxName(context, mailbox.parentId),
    // No role of the registry says what it is for. rfc/8621#2
    role: mailbox.role === 'report' ? null : mailbox.role,
    sortOrder: mailbox.sortOrder,
    ...(catalogue.counts(trash?.id ?? null).get(mailbox.id) ?? none),
    myRights: myRights(rightsIn(context.access, mailbox.id), mailbox),
    isSubscribed: mailbox.subscribed,
  };
}
