import { readQuotaOf } from '../../../services/emails/quota.ts';
import { quota } from '../capabilities.ts';
import { method } from '../method.ts';
import { windowReply, windowShape } from '../standard/query.ts';
import { writeState } from '../states.ts';
import { listed, listShape } from './list.ts';

/** Quota/query: there is one. rfc/9425#4.4 */
export const query = method('Quota/query', quota, { ...windowShape, ...listShape }, async (args, context) => {
  const { modseq, ...room } = await readQuotaOf(context.house, context.actor);
  const ids = listed(room, args);
  return {
    accountId: args.accountId,
    queryState: writeState(modseq),
    canCalculateChanges: true,
    ...windowReply(
      args,
      ids.length,
      id => ids.indexOf(id),
      index => ids[index]!,
    ),
  };
});
