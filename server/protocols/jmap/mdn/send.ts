import { Refusal } from '../../../model/refusal.ts';
import { AlreadySent, sendReceipt, sentKeyword } from '../../../services/sending/receipt.ts';
import { ForeignSender, NoIdentity } from '../../../services/sending/send.ts';
import { mdn } from '../capabilities.ts';
import { MethodFault, SetFault } from '../faults.ts';
import { method } from '../method.ts';
import { emailIdOf, emailName, identityIdOf, resolveCreation } from '../names.ts';
import { id, idOrCreation, mapOf, nullable, plainObject } from '../read.ts';
import { checkSetSize, orNull, SetOutcome } from '../standard/set.ts';
import { describeReceipt, readMdn } from './object.ts';

const shape = {
  accountId: id,
  identityId: idOrCreation,
  send: mapOf(id, plainObject),
  onSuccessUpdateEmail: nullable(mapOf(idOrCreation, plainObject)),
};

/** MDN/send: a receipt for each message, and the message marked so that there is no second one. rfc/9007#2.1 */
export const send = method('MDN/send', mdn, shape, async (args, context) => {
  checkSetSize({ create: args.send, update: null, destroy: null });
  const identityId = identityIdOf(context, resolveCreation(context, args.identityId) ?? '');
  if (identityId === null) throw new MethodFault('invalidArguments', 'identityId: no such identity');
  const update: Record<string, Record<string, unknown>> = {};
  const outcome = new SetOutcome({ createdIds: new Map() });
  for (const [creationId, given] of args.send) {
    await outcome.create(creationId, async () => {
      const wanted = readMdn(given);
      const emailId = emailIdOf(context, resolveCreation(context, wanted.forEmailId) ?? '');
      if (emailId === null) throw new SetFault('notFound');
      const email = emailName(context, emailId);
      // Two for one message in one call: the mark of the first comes with the call's end.
      if (email in update) throw new SetFault('mdnAlreadySent');
      const { receipt, ...asked } = wanted;
      const sent = await sending(() =>
        sendReceipt(context.house, context.actor, identityId, {
          emailId,
          subject: asked.subject,
          text: asked.textBody,
          withOriginal: asked.includeOriginalMessage,
          receipt,
        }),
      );
      const patch = args.onSuccessUpdateEmail?.get(`#${creationId}`) ?? {};
      update[email] = 'keywords' in patch ? patch : { ...patch, [`keywords/${sentKeyword}`]: true };
      const told = { subject: sent.subject, textBody: sent.text, ...describeReceipt(sent.receipt) };
      const added = Object.entries(told).filter(([name, value]) => value !== null && !Object.hasOwn(given, name));
      return Object.fromEntries(added) as { id: string };
    });
  }
  if (Object.keys(update).length > 0) context.follow('Email/set', { accountId: args.accountId, update });
  return { accountId: args.accountId, sent: orNull(outcome.created), notSent: orNull(outcome.notCreated) };
});

async function sending<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    if (error instanceof AlreadySent) throw new SetFault('mdnAlreadySent');
    if (error instanceof ForeignSender) throw new SetFault('forbiddenFrom');
    if (error instanceof NoIdentity) throw new MethodFault('invalidArguments', 'identityId: no such identity');
    if (error instanceof Refusal && error.reason === 'no-such-message') throw new SetFault('notFound');
    throw error;
  });
}
