import { readShareNotifications } from '../../../services/mailboxes/share-notifications.ts';
import { objectChanges } from '../../../services/sending/identities.ts';
import { principals } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { noticeName } from '../names.ts';
import { queryChangesReply, queryChangesShape } from '../standard/query-changes.ts';
import { readMoment, writeState } from '../states.ts';
import { listed, listShape } from './list.ts';

/** ShareNotification/queryChanges. rfc/9670#3.5 */
export const queryChanges = method(
  'ShareNotification/queryChanges',
  principals,
  { ...queryChangesShape, ...listShape },
  async (args, context) => {
    const since = readMoment(args.sinceQueryState);
    const { modseq, notifications } = await readShareNotifications(context.house, context.actor);
    const history = since && (await objectChanges(context.house, context.actor, 'share_notification', since, null));
    if (history === null) throw new MethodFault('cannotCalculateChanges');
    const list = listed(notifications, args);
    const touched = new Set([...history.created, ...history.updated]);
    return queryChangesReply(args, {
      newState: writeState(modseq),
      total: list.length,
      removed: [...history.destroyed, ...touched].map(id => noticeName(context, id)),
      added: list.flatMap(({ id }, index) => (touched.has(id) ? [{ id: noticeName(context, id), index }] : [])),
    });
  },
);
