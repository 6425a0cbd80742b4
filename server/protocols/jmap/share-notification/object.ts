/** Notices of shares as clients see them. rfc/9670#3 */
import { writeAccountId, writeObjectId, writePrincipalId } from '../../../formats/object-id/object-id.ts';
import type { ShareNotification } from '../../../services/mailboxes/share-notifications.ts';
import { utcDate } from '../email/get.ts';
import { writeRights } from '../mailbox/rights.ts';
import type { Context } from '../method.ts';
import { noticeName } from '../names.ts';

export const noticeProperties = [
  'id',
  'created',
  'changedBy',
  'objectType',
  'objectAccountId',
  'objectId',
  'oldRights',
  'newRights',
  'name',
] as const;

export function describeNotice(context: Context, notice: ShareNotification): Record<string, unknown> {
  const rights = (letters: string) => (letters === '' ? null : writeRights(letters));
  return {
    id: noticeName(context, notice.id),
    created: utcDate(notice.createdAt.getTime()),
    changedBy: {
      name: notice.changedByName,
      email: notice.changedByAddress,
      principalId: writePrincipalId(notice.changedBy),
    },
    objectType: 'Mailbox',
    objectAccountId: writeAccountId(notice.owner),
    objectId: writeObjectId('M', notice.owner, notice.mailboxId),
    oldRights: rights(notice.oldRights),
    newRights: rights(notice.newRights),
    name: notice.name,
  };
}
