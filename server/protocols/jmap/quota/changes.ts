import { readQuotaOf } from '../../../services/emails/quota.ts';
import { quota } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { changesShape } from '../standard/changes.ts';
import { quotaId } from './object.ts';

/** Quota/changes: the state is the quota itself, so that anything else is a change. rfc/9425#4.3 */
export const changes = method('Quota/changes', quota, changesShape, async (args, context) => {
  const { state } = await readQuotaOf(context.house, context.actor);
  if (!/^\d+-\d+$/.test(args.sinceState)) throw new MethodFault('cannotCalculateChanges');
  const updated = args.sinceState === state ? [] : [quotaId];
  const usedOnly = args.sinceState.split('-')[1] === state.split('-')[1];
  return {
    accountId: args.accountId,
    oldState: args.sinceState,
    newState: state,
    hasMoreChanges: false,
    created: [],
    updated,
    destroyed: [],
    updatedProperties: updated.length > 0 && usedOnly ? ['used'] : null,
  };
});
