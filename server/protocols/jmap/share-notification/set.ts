import { forgetShareNotification, readShareNotifications } from '../../../services/mailboxes/share-notifications.ts';
import { principals } from '../capabilities.ts';
import { MethodFault, SetFault } from '../faults.ts';
import { method } from '../method.ts';
import { noticeIdOf } from '../names.ts';
import { checkSetSize, createSpan, SetOutcome, setShape } from '../standard/set.ts';
import { demandedModSeq } from '../states.ts';

/** ShareNotification/set: they are forgotten, nothing else. rfc/9670#3.3 */
export const set = method('ShareNotification/set', principals, setShape, async (args, context) => {
  checkSetSize(args);
  const { house, actor } = context;
  const { modseq: before } = await readShareNotifications(house, actor);
  const demanded = demandedModSeq(args.ifInState);
  if (demanded !== null && demanded !== before) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  const span = createSpan();
  const refuse = async () => {
    throw new SetFault('forbidden', { description: 'The server makes these.' });
  };
  for (const creationId of args.create?.keys() ?? []) await outcome.create(creationId, refuse);
  for (const given of args.update?.keys() ?? []) await outcome.update(given, refuse);
  for (const given of args.destroy ?? []) {
    await outcome.destroy(given, async name => {
      const id = noticeIdOf(context, name);
      if (id === null) throw new SetFault('notFound');
      span.note((await forgetShareNotification(house, actor, id)).modseq);
    });
  }
  return outcome.reply(args.accountId, span.old() ?? before, span.now() ?? before);
});
