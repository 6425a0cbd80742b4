import { bookChanges } from '../../../services/contacts/changes.ts';
import { contacts } from '../capabilities.ts';
import { method } from '../method.ts';
import { bookName } from '../names.ts';
import { changesReply, changesShape } from '../standard/changes.ts';

/** AddressBook/changes. rfc/9610#2.2 */
export const changes = method('AddressBook/changes', contacts, changesShape, (args, context) =>
  changesReply(
    args,
    (since, most) => bookChanges(context.house, context.actor, since, most),
    id => bookName(context, id),
  ),
);
