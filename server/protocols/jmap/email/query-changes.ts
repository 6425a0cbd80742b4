import { emailQueryChanges } from '../../../services/emails/query-changes.ts';
import { mail } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { emailIdOf, emailName } from '../names.ts';
import { queryChangesReply, queryChangesShape } from '../standard/query-changes.ts';
import { readMoment, writeState } from '../states.ts';
import { questionShape, readQuestion } from './question.ts';

/** Email/queryChanges. rfc/8621#4.5 */
export const queryChanges = method(
  'Email/queryChanges',
  mail,
  { ...queryChangesShape, ...questionShape },
  async (args, context) => {
    const question = readQuestion(context, args);
    const since = readMoment(args.sinceQueryState);
    const upTo = args.upToId === null ? null : emailIdOf(context, args.upToId);
    const changed = since && (await emailQueryChanges(context, context.access, question, since, upTo));
    if (changed === null) throw new MethodFault('cannotCalculateChanges');
    return queryChangesReply(args, {
      newState: writeState(changed.result.modseq),
      total: changed.result.emailIds.length,
      removed: changed.removed.map(id => emailName(context, id)),
      added: changed.added.map(({ emailId, index }) => ({ id: emailName(context, emailId), index })),
    });
  },
);
