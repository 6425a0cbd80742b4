import { readQuotaOf } from '../../../services/emails/quota.ts';
import { quota } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { changesShape } from '../standard/changes.ts';
import { readMoment, writeState } from '../states.ts';
import { quotaId } from './object.ts';

/** Quota/changes: whatever happened since may have taken or given room. rfc/9425#4.3 */
export const changes = method('Quota/changes', quota, changesShape, async (args, context) => {
  const { modseq } = await readQuotaOf(context.house, context.actor);
  const since = readMoment(args.sinceState);
  if (since === null || since.modseq > modseq) throw new MethodFault('cannotCalculateChanges');
  return {
    accountId: args.accountId,
    oldState: args.sinceState,
    newState: writeState(modseq),
    hasMoreChanges: false,
    created: [],
    updated: since.modseq === modseq ? [] : [quotaId],
    destroyed: [],
    updatedProperties: null,
  };
});
