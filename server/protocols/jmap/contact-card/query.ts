import { queryCards } from '../../../services/contacts/query.ts';
import { contacts } from '../capabilities.ts';
import { method } from '../method.ts';
import { cardIdOf, cardName } from '../names.ts';
import { windowReply, windowShape } from '../standard/query.ts';
import { writeState } from '../states.ts';
import { questionShape, readQuestion } from './question.ts';

/** ContactCard/query. rfc/9610#3.3 */
export const query = method(
  'ContactCard/query',
  contacts,
  { ...windowShape, ...questionShape },
  async (args, context) => {
    const { modseq, cardIds } = await queryCards(context.house, context.actor, readQuestion(context, args));
    return {
      accountId: args.accountId,
      queryState: writeState(modseq),
      canCalculateChanges: true,
      ...windowReply(
        args,
        cardIds.length,
        name => cardIds.indexOf(cardIdOf(context, name) ?? (-1 as never)),
        index => cardName(context, cardIds[index]!),
      ),
    };
  },
);
