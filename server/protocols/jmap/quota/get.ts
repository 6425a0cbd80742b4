import { readQuotaOf } from '../../../services/emails/quota.ts';
import { quota } from '../capabilities.ts';
import { method } from '../method.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { writeState } from '../states.ts';
import { describeQuota, quotaProperties } from './object.ts';

/** Quota/get. rfc/9425#4.2 */
export const get = method('Quota/get', quota, getShape, async (args, context) => {
  const properties = askedProperties(args.properties, quotaProperties);
  const asked = args.ids === null ? null : askedIds(args.ids);
  const { modseq, ...room } = await readQuotaOf(context.house, context.actor);
  const described = describeQuota(room);
  return getReply(args.accountId, writeState(modseq), asked, new Map([[described.id, pick(described, properties)]]));
});
