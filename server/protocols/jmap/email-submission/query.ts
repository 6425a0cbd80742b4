import { readSent } from '../../../services/sending/sent.ts';
import { submission } from '../capabilities.ts';
import { method } from '../method.ts';
import { submissionName } from '../names.ts';
import { windowReply, windowShape } from '../standard/query.ts';
import { writeState } from '../states.ts';
import { listed, listShape } from './list.ts';

/** EmailSubmission/query. rfc/8621#7.3 */
export const query = method(
  'EmailSubmission/query',
  submission,
  { ...windowShape, ...listShape },
  async (args, context) => {
    const { modseq, sent } = await readSent(context.house, context.actor);
    const names = listed(context, sent, args).map(one => submissionName(context, one.id));
    return {
      accountId: args.accountId,
      queryState: writeState(modseq),
      canCalculateChanges: true,
      ...windowReply(
        args,
        names.length,
        name => names.indexOf(name),
        index => names[index]!,
      ),
    };
  },
);
