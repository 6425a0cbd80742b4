import { cardChanges } from '../../../services/contacts/changes.ts';
import { queryCards } from '../../../services/contacts/query.ts';
import { contacts } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { cardName } from '../names.ts';
import { queryChangesReply, queryChangesShape } from '../standard/query-changes.ts';
import { readMoment, writeState } from '../states.ts';
import { questionShape, readQuestion } from './question.ts';

/**
 * ContactCard/queryChanges. rfc/9610#3.4 Whether a card passes, and where it stands, depends on nothing but the card: what
 * changed is taken out and, where it is still in the list, put in again.
 */
export const queryChanges = method(
  'ContactCard/queryChanges',
  contacts,
  { ...queryChangesShape, ...questionShape },
  async (args, context) => {
    const { house, actor } = context;
    const question = readQuestion(context, args);
    const since = readMoment(args.sinceQueryState);
    // The list first: where something changed while it was read, the history tells more than it shows.
    const { modseq, cardIds } = await queryCards(house, actor, question);
    const history = since === null ? null : await cardChanges(house, actor, null, since, null);
    if (history === null || history.until.modseq !== modseq) throw new MethodFault('cannotCalculateChanges');
    const touched = new Set([...history.created, ...history.updated]);
    return queryChangesReply(args, {
      newState: writeState(modseq),
      total: cardIds.length,
      removed: [...history.destroyed, ...touched].map(id => cardName(context, id)),
      added: cardIds.flatMap((id, index) => (touched.has(id) ? [{ id: cardName(context, id), index }] : [])),
    });
  },
);
