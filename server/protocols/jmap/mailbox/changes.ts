import { mailboxChanges } from '../../../services/emails/changes.ts';
import { mail } from '../capabilities.ts';
import { method } from '../method.ts';
import { mailboxName } from '../names.ts';
import { changesReply, changesShape } from '../standard/changes.ts';
import { countProperties } from './object.ts';

/** Mailbox/changes, which says where nothing but counts changed. rfc/8621#2.2 */
export const changes = method('Mailbox/changes', mail, changesShape, (args, context) =>
  changesReply(
    args,
    (since, most) => mailboxChanges(context.house, context.access, since, most),
    id => mailboxName(context, id),
    ({ countsOnly }) => ({ updatedProperties: countsOnly ? countProperties : null }),
  ),
);
