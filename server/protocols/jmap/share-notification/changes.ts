import { objectChanges } from '../../../services/sending/identities.ts';
import { principals } from '../capabilities.ts';
import { method } from '../method.ts';
import { noticeName } from '../names.ts';
import { changesReply, changesShape } from '../standard/changes.ts';

/** ShareNotification/changes. rfc/9670#3.2 */
export const changes = method('ShareNotification/changes', principals, changesShape, (args, context) =>
  changesReply(
    args,
    (since, most) => objectChanges(context.house, context.actor, 'share_notification', since, most),
    id => noticeName(context, id),
  ),
);
