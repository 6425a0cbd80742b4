/** Submissions as clients see them. rfc/8621#7 */
import type { Reports } from '../../../services/sending/reports.ts';
import type { SentMessage } from '../../../services/sending/sent.ts';
import { blobOf, utcDate } from '../email/get.ts';
import { messageBlobId } from '../email/object.ts';
import type { Context } from '../method.ts';
import { emailName, identityName, submissionName, threadName } from '../names.ts';

export const submissionProperties = [
  'id',
  'identityId',
  'emailId',
  'threadId',
  'envelope',
  'sendAt',
  'undoStatus',
  'deliveryStatus',
  'dsnBlobIds',
  'mdnBlobIds',
] as const;

/** `reports` null: what others said of it is not asked. */
export function describeSubmission(
  context: Context,
  sent: SentMessage,
  reports: Reports | null,
): Record<string, unknown> {
  return {
    id: submissionName(context, sent.id),
    identityId: identityName(context, sent.identityId),
    emailId: emailName(context, sent.emailId),
    threadId: threadName(context, sent.threadId),
    envelope: sent.envelope,
    sendAt: utcDate(sent.sendAt.getTime()),
    undoStatus: sent.undoStatus,
    deliveryStatus: Object.fromEntries(
      [...sent.statuses].map(([email, status]) => [
        email,
        { ...status, displayed: reports?.displayedBy.has(email.toLowerCase()) ? 'yes' : 'unknown' },
      ]),
    ),
    dsnBlobIds: (reports?.deliveries ?? []).map(emailId => messageBlobId(blobOf(context, emailId))),
    mdnBlobIds: (reports?.dispositions ?? []).map(emailId => messageBlobId(blobOf(context, emailId))),
  };
}
