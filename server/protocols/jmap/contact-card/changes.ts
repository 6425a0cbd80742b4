import { cardChanges } from '../../../services/contacts/changes.ts';
import { contacts } from '../capabilities.ts';
import { method } from '../method.ts';
import { cardName } from '../names.ts';
import { changesReply, changesShape } from '../standard/changes.ts';

/** ContactCard/changes. rfc/9610#3.2 */
export const changes = method('ContactCard/changes', contacts, changesShape, (args, context) =>
  changesReply(
    args,
    (since, most) => cardChanges(context.house, context.actor, null, since, most),
    id => cardName(context, id),
  ),
);
