import { objectChanges } from '../../../services/sending/identities.ts';
import { submission } from '../capabilities.ts';
import { method } from '../method.ts';
import { submissionName } from '../names.ts';
import { changesReply, changesShape } from '../standard/changes.ts';

/** EmailSubmission/changes. rfc/8621#7.2 */
export const changes = method('EmailSubmission/changes', submission, changesShape, (args, context) =>
  changesReply(
    args,
    (since, most) => objectChanges(context.house, context.actor, 'submission', since, most),
    id => submissionName(context, id),
  ),
);
