import { readSent } from '../../../services/sending/sent.ts';
import { submission } from '../capabilities.ts';
import { method } from '../method.ts';
import { submissionName } from '../names.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { writeState } from '../states.ts';
import { describeSubmission, submissionProperties } from './object.ts';

/** EmailSubmission/get. rfc/8621#7.1 */
export const get = method('EmailSubmission/get', submission, getShape, async (args, context) => {
  const properties = askedProperties(args.properties, submissionProperties);
  const asked = args.ids === null ? null : askedIds(args.ids);
  const { modseq, sent } = await readSent(context.house, context.actor);
  const found = new Map(
    sent.map(one => [submissionName(context, one.id), pick(describeSubmission(context, one), properties)]),
  );
  return getReply(args.accountId, writeState(modseq), asked, found);
});
