import { findReports, type Reports } from '../../../services/sending/reports.ts';
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
  const wanted = asked === null ? null : new Set(asked);
  const told = sent.filter(one => wanted?.has(submissionName(context, one.id)) ?? true);
  const asksReports = ['dsnBlobIds', 'mdnBlobIds', 'deliveryStatus'].some(name => properties.has(name as 'id'));
  const reports = asksReports ? await findReports(context, context.access, told) : new Map<number, Reports>();
  const found = new Map(
    told.map(one => {
      const described = describeSubmission(context, one, reports.get(one.id) ?? null);
      return [submissionName(context, one.id), pick(described, properties)];
    }),
  );
  return getReply(args.accountId, writeState(modseq), asked, found);
});
