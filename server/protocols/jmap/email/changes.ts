import { emailChanges } from '../../../services/emails/changes.ts';
import { mail } from '../capabilities.ts';
import { method } from '../method.ts';
import { emailName } from '../names.ts';
import { changesReply, changesShape } from '../standard/changes.ts';

/** Email/changes. rfc/8621#4.3 */
export const changes = method('Email/changes', mail, changesShape, (args, context) =>
  changesReply(
    args,
    (since, most) => emailChanges(context.house, context.access, since, most),
    id => emailName(context, id),
  ),
);
