import { threadChanges } from '../../../services/emails/changes.ts';
import { mail } from '../capabilities.ts';
import { method } from '../method.ts';
import { threadName } from '../names.ts';
import { changesReply, changesShape } from '../standard/changes.ts';

/** Thread/changes. rfc/8621#3.2 */
export const changes = method('Thread/changes', mail, changesShape, (args, context) =>
  changesReply(
    args,
    (since, most) => threadChanges(context, context.access, since, most),
    id => threadName(context, id),
  ),
);
