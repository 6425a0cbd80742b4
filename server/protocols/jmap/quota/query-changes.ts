import { readQuotaOf } from '../../../services/emails/quota.ts';
import { quota } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { queryChangesReply, queryChangesShape } from '../standard/query-changes.ts';
import { readMoment, writeState } from '../states.ts';
import { listed, listShape } from './list.ts';

/** Quota/queryChanges: there is one, from the first day to the last. rfc/9425#4.5 */
export const queryChanges = method(
  'Quota/queryChanges',
  quota,
  { ...queryChangesShape, ...listShape },
  async (args, context) => {
    const { modseq, ...room } = await readQuotaOf(context.house, context.actor);
    const since = readMoment(args.sinceQueryState);
    if (since === null || since.modseq > modseq) throw new MethodFault('cannotCalculateChanges');
    const { length: total } = listed(room, args);
    return queryChangesReply(args, { newState: writeState(modseq), total, removed: [], added: [] });
  },
);
