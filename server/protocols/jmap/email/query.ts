import { queryEmails } from '../../../services/emails/query.ts';
import { mail } from '../capabilities.ts';
import { method } from '../method.ts';
import { emailIdOf, emailName } from '../names.ts';
import { windowReply, windowShape } from '../standard/query.ts';
import { writeState } from '../states.ts';
import { questionShape, readQuestion } from './question.ts';

/** Email/query. rfc/8621#4.4 */
export const query = method('Email/query', mail, { ...windowShape, ...questionShape }, async (args, context) => {
  const { modseq, emailIds } = await queryEmails(context, context.access, readQuestion(context, args));
  const indexOf = (name: string) => emailIds.indexOf(emailIdOf(context, name) ?? -1);
  return {
    accountId: args.accountId,
    queryState: writeState(modseq),
    canCalculateChanges: true,
    ...windowReply(args, emailIds.length, indexOf, index => emailName(context, emailIds[index]!)),
  };
});
