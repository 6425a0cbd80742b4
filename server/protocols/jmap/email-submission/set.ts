import { Refusal } from '../../../model/refusal.ts';
import {
  BadRecipients,
  ForeignSender,
  NoIdentity,
  NoRecipients,
  type Order,
  send,
} from '../../../services/sending/send.ts';
import { forgetSent, readSent, TooLate, takeBack } from '../../../services/sending/sent.ts';
import { submission } from '../capabilities.ts';
import { utcDate } from '../email/get.ts';
import { invalidProperties, MethodFault, SetFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import {
  emailIdOf,
  emailName,
  identityIdOf,
  resolveCreation,
  submissionIdOf,
  submissionName,
  threadName,
} from '../names.ts';
import { idOrCreation, listOf, mapOf, nullable, plainObject, text } from '../read.ts';
import { checkSetSize, createSpan, SetOutcome, setShape } from '../standard/set.ts';
import { demandedModSeq } from '../states.ts';
import { readEnvelope } from './envelope.ts';

const shape = {
  ...setShape,
  onSuccessUpdateEmail: nullable(mapOf(idOrCreation, plainObject)),
  onSuccessDestroyEmail: nullable(listOf(idOrCreation)),
};

/** EmailSubmission/set: sends, takes back what has not left, and changes the email sent as the client asked. rfc/8621#7.5 */
export const set = method('EmailSubmission/set', submission, shape, async (args, context) => {
  checkSetSize(args);
  const { house, actor } = context;
  const { modseq: before, sent } = await readSent(house, actor);
  const demanded = demandedModSeq(args.ifInState);
  if (demanded !== null && demanded !== before) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  const span = createSpan();
  /** The email of each submission that succeeded, by the name the client gave it here. */
  const emails = new Map<string, string>();
  const emailOf = new Map(sent.map(one => [one.id, emailName(context, one.emailId)]));

  for (const [creationId, given] of args.create ?? []) {
    await outcome.create(creationId, async () => {
      const order = readOrder(context, given);
      const made = await sending(() => send(house, actor, order));
      span.note(made.modseq);
      emails.set(`#${creationId}`, emailName(context, order.emailId));
      return {
        id: submissionName(context, made.id),
        threadId: threadName(context, made.threadId),
        sendAt: utcDate(made.sendAt.getTime()),
        undoStatus: made.sendAt > house.clock.now() ? 'pending' : 'final',
        ...(order.envelope === null ? { envelope: made.envelope } : {}),
      };
    });
  }
  for (const [given, patch] of args.update ?? []) {
    await outcome.update(given, async name => {
      const id = submissionIdOf(context, name);
      if (id === null) throw new SetFault('notFound');
      const wrong = Object.keys(patch).filter(property => property !== 'undoStatus');
      if (wrong.length > 0) throw invalidProperties(wrong, 'Only undoStatus ever changes.');
      if (patch.undoStatus !== undefined && patch.undoStatus !== 'canceled') throw invalidProperties(['undoStatus']);
      if (patch.undoStatus === 'canceled') span.note((await unsending(() => takeBack(house, actor, id))).modseq);
      if (emailOf.has(id)) emails.set(given, emailOf.get(id)!);
      return null;
    });
  }
  for (const given of args.destroy ?? []) {
    await outcome.destroy(given, async name => {
      const id = submissionIdOf(context, name);
      if (id === null) throw new SetFault('notFound');
      span.note((await forgetSent(house, actor, id)).modseq);
      if (emailOf.has(id)) emails.set(given, emailOf.get(id)!);
    });
  }
  changeEmails(context, args, emails);
  return outcome.reply(args.accountId, span.old() ?? before, span.now() ?? before);
});

/** One Email/set for all that succeeded, its response behind ours. */
function changeEmails(
  { accountId, follow }: Context,
  {
    onSuccessUpdateEmail,
    onSuccessDestroyEmail,
  }: { onSuccessUpdateEmail: ReadonlyMap<string, object> | null; onSuccessDestroyEmail: readonly string[] | null },
  emails: ReadonlyMap<string, string>,
): void {
  const update: Record<string, object> = {};
  for (const [name, patch] of onSuccessUpdateEmail ?? []) {
    const email = emails.get(name);
    if (email !== undefined) update[email] = patch;
  }
  const destroy = (onSuccessDestroyEmail ?? []).flatMap(name => emails.get(name) ?? []);
  if (Object.keys(update).length === 0 && destroy.length === 0) return;
  follow('Email/set', { accountId, update, destroy });
}

function readOrder(context: Context, given: Record<string, unknown>): Order {
  const wrong = Object.keys(given).filter(name => !['identityId', 'emailId', 'envelope'].includes(name));
  if (wrong.length > 0) throw invalidProperties(wrong, 'Not known here, or the server’s to set.');
  const named = (property: 'identityId' | 'emailId') => resolveCreation(context, text(given[property], property)) ?? '';
  const identityId = identityIdOf(context, named('identityId'));
  const emailId = emailIdOf(context, named('emailId'));
  if (identityId === null) throw invalidProperties(['identityId'], 'No such identity.');
  if (emailId === null) throw invalidProperties(['emailId'], 'No such email.');
  if (given.envelope == null) return { identityId, emailId, envelope: null, wishes: {}, notices: [] };
  return { identityId, emailId, ...readEnvelope(given.envelope, context.house.clock.now()) };
}

async function sending<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    if (error instanceof NoIdentity) throw invalidProperties(['identityId'], 'No such identity.');
    if (error instanceof ForeignSender) throw new SetFault('forbiddenMailFrom');
    if (error instanceof Refusal && error.reason === 'no-such-message')
      throw invalidProperties(['emailId'], 'No such email.');
    if (error instanceof NoRecipients) throw new SetFault('noRecipients');
    if (error instanceof BadRecipients) throw new SetFault('invalidRecipients', { invalidRecipients: error.addresses });
    throw error;
  });
}

async function unsending<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    throw error instanceof TooLate ? new SetFault('cannotUnsend') : error;
  });
}
