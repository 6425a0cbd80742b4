import { readShareNotifications } from '../../../services/mailboxes/share-notifications.ts';
import { principals } from '../capabilities.ts';
import { method } from '../method.ts';
import { noticeName } from '../names.ts';
import { windowReply, windowShape } from '../standard/query.ts';
import { writeState } from '../states.ts';
import { listed, listShape } from './list.ts';

/** ShareNotification/query. rfc/9670#3.4 */
export const query = method(
  'ShareNotification/query',
  principals,
  { ...windowShape, ...listShape },
  async (args, context) => {
    const { modseq, notifications } = await readShareNotifications(context.house, context.actor);
    const names = listed(notifications, args).map(one => noticeName(context, one.id));
    return {
      accountId: args.accountId,
      queryState: writeState(modseq),
      canCalculateChanges: true,
      ...windowReply(
        args,
        names.length,
        name => names.indexOf(name),
        index => names[index]!,
      ),
    };
  },
);
