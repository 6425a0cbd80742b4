import { objectChanges } from '../../../services/sending/identities.ts';
import { readSent } from '../../../services/sending/sent.ts';
import { submission } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { submissionName } from '../names.ts';
import { queryChangesReply, queryChangesShape } from '../standard/query-changes.ts';
import { readMoment, writeState } from '../states.ts';
import { listed, listShape } from './list.ts';

/** EmailSubmission/queryChanges. rfc/8621#7.4 */
export const queryChanges = method(
  'EmailSubmission/queryChanges',
  submission,
  { ...queryChangesShape, ...listShape },
  async (args, context) => {
    const since = readMoment(args.sinceQueryState);
    const { modseq, sent } = await readSent(context.house, context.actor);
    const history = since && (await objectChanges(context.house, context.actor, 'submission', since, null));
    if (history === null) throw new MethodFault('cannotCalculateChanges');
    const list = listed(context, sent, args);
    const touched = new Set([...history.created, ...history.updated]);
    return queryChangesReply(args, {
      newState: writeState(modseq),
      total: list.length,
      removed: [...history.destroyed, ...touched].map(id => submissionName(context, id)),
      added: list.flatMap(({ id }, index) => (touched.has(id) ? [{ id: submissionName(context, id), index }] : [])),
    });
  },
);
