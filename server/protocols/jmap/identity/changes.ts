import { objectChanges } from '../../../services/sending/identities.ts';
import { submission } from '../capabilities.ts';
import { method } from '../method.ts';
import { identityName } from '../names.ts';
import { changesReply, changesShape } from '../standard/changes.ts';

/** Identity/changes. rfc/8621#6.2 */
export const changes = method('Identity/changes', submission, changesShape, (args, context) =>
  changesReply(
    args,
    (since, most) => objectChanges(context.house, context.actor, 'identity', since, most),
    id => identityName(context, id),
  ),
);
