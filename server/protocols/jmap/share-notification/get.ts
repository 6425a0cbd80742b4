import { readShareNotifications } from '../../../services/mailboxes/share-notifications.ts';
import { principals } from '../capabilities.ts';
import { method } from '../method.ts';
import { noticeName } from '../names.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { writeState } from '../states.ts';
import { describeNotice, noticeProperties } from './object.ts';

/** ShareNotification/get. rfc/9670#3.1 */
export const get = method('ShareNotification/get', principals, getShape, async (args, context) => {
  const properties = askedProperties(args.properties, noticeProperties);
  const asked = args.ids === null ? null : askedIds(args.ids);
  const { modseq, notifications } = await readShareNotifications(context.house, context.actor);
  const found = new Map(
    notifications.map(one => [noticeName(context, one.id), pick(describeNotice(context, one), properties)]),
  );
  return getReply(args.accountId, writeState(modseq), asked, found);
});
