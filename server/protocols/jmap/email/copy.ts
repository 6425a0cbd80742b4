import { parisZone } from '../../../model/clock.ts';
import type { EmailId } from '../../../model/email.ts';
import { importEmail } from '../../../services/emails/import.ts';
import { readEach } from '../../../services/emails/read.ts';
import { mail } from '../capabilities.ts';
import { MethodFault, SetFault } from '../faults.ts';
import { accountOf, type Context, method } from '../method.ts';
import { emailIdOf } from '../names.ts';
import {
  anything,
  bool,
  defaulted,
  id,
  instant,
  mapOf,
  nullable,
  optional,
  plainObject,
  record,
  setOf,
  text,
} from '../read.ts';
import { checkSetSize, createSpan, orNull, SetOutcome } from '../standard/set.ts';
import { demandedModSeq, writeState } from '../states.ts';
import { marksOf, readKeyword } from './keywords.ts';
import { describeMade, inState, readMailboxIds } from './set.ts';

const shape = {
  fromAccountId: id,
  ifFromInState: nullable(text),
  accountId: id,
  ifInState: nullable(text),
  create: mapOf(id, plainObject),
  onSuccessDestroyOriginal: defaulted(bool, false),
  destroyFromIfInState: nullable(text),
};

const wantedCopy = record({
  id,
  mailboxIds: anything,
  keywords: optional(setOf(readKeyword)),
  receivedAt: nullable(instant),
});

/** Email/copy: emails of one account, put into another as they are. rfc/8621#4.7 */
export const copy = method('Email/copy', mail, shape, async (args, context) => {
  checkSetSize({ create: args.create, update: null, destroy: null });
  if (args.fromAccountId === args.accountId)
    throw new MethodFault('invalidArguments', 'fromAccountId: the same account');
  const { house, access, catalogues } = context;
  const from = { ...context, access: await accountOf(context, args.fromAccountId, mail, 'fromAccountNotFound') };
  const [there, { modseq: before }] = await Promise.all([catalogues.open(from.access), catalogues.open(access)]);
  const demandedFrom = demandedModSeq(args.ifFromInState);
  let demanded = demandedModSeq(args.ifInState);
  if (demandedFrom !== null && demandedFrom !== there.modseq) throw new MethodFault('stateMismatch');
  if (demanded !== null && demanded !== before) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  const span = createSpan();
  const originals: string[] = [];
  for (const [creationId, given] of args.create) {
    await outcome.create(creationId, async () => {
      const wanted = wantedCopy(given, '');
      const mailboxIds = readMailboxIds(context, wanted.mailboxIds);
      const emailId = emailIdOf(from, wanted.id);
      const place = emailId === null ? undefined : there.placeOf(emailId);
      if (place === undefined) throw new SetFault('notFound');
      const marks =
        wanted.keywords === undefined
          ? { bits: there.flags[place]!, keywords: there.keywordsAt(place) }
          : marksOf(wanted.keywords);
      const receivedAt = wanted.receivedAt ?? new Date(there.receivedAt[place]!);
      const email = { ...(await readAs(from, emailId!)), mailboxIds, marks, receivedAt };
      const made = await inState(() =>
        importEmail(house, access, { ...email, receivedZone: parisZone(receivedAt) }, demanded),
      );
      demanded = null;
      span.note(made.modseq);
      originals.push(wanted.id);
      return describeMade(context, made);
    });
  }
  if (args.onSuccessDestroyOriginal && originals.length > 0) {
    const ifInState = args.destroyFromIfInState;
    context.follow('Email/set', { accountId: args.fromAccountId, ifInState, destroy: originals });
  }
  return {
    fromAccountId: args.fromAccountId,
    accountId: args.accountId,
    oldState: writeState(span.old() ?? before),
    newState: writeState(span.now() ?? before),
    created: orNull(outcome.created),
    notCreated: orNull(outcome.notCreated),
  };
});

async function readAs({ house, access }: Context, emailId: EmailId): Promise<{ bytes: Buffer; trace: string }> {
  const found: { bytes: Buffer; trace: string }[] = [];
  await readEach(house, access, [emailId], { wanted: 'all', structured: false }, ({ email, bytes }) => {
    found.push({ bytes: bytes!, trace: email.trace });
  });
  if (found[0] === undefined) throw new SetFault('notFound');
  return found[0];
}
