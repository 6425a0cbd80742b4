import { readQuotaOf } from '../../../services/emails/quota.ts';
import { quota } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { listOf, nullable, optional, plainObject, record, text } from '../read.ts';
import { readComparison } from '../standard/compare.ts';
import { windowReply, windowShape } from '../standard/query.ts';
import { writeState } from '../states.ts';
import { describeQuota, quotaId } from './object.ts';

const shape = { ...windowShape, filter: nullable(plainObject), sort: nullable(listOf(readComparison)) };
const condition = record({
  name: optional(text),
  scope: optional(text),
  resourceType: optional(text),
  type: optional(text),
});

/** Quota/query: there is one. rfc/9425#4.4 */
export const query = method('Quota/query', quota, shape, async (args, context) => {
  const { modseq, ...room } = await readQuotaOf(context.house, context.actor);
  for (const { property } of args.sort ?? []) {
    if (property !== 'name' && property !== 'used') throw new MethodFault('unsupportedSort', property);
  }
  const one = describeQuota(room);
  if (args.filter !== null && Object.hasOwn(args.filter, 'operator'))
    throw new MethodFault('unsupportedFilter', 'operators');
  const { name, scope, resourceType, type } = condition(args.filter ?? {}, 'filter');
  const passes =
    (name === undefined || one.name.includes(name)) &&
    (scope === undefined || scope === one.scope) &&
    (resourceType === undefined || resourceType === one.resourceType) &&
    (type === undefined || one.types.includes(type));
  const ids = passes ? [quotaId] : [];
  return {
    accountId: args.accountId,
    queryState: writeState(modseq),
    canCalculateChanges: false,
    ...windowReply(
      args,
      ids.length,
      id => ids.indexOf(id),
      index => ids[index]!,
    ),
  };
});
