import { readBlobId } from '../../../formats/object-id/blob-id.ts';
import { parisZone } from '../../../model/clock.ts';
import { readBlob } from '../../../services/emails/blobs.ts';
import { importEmail } from '../../../services/emails/import.ts';
import { mail } from '../capabilities.ts';
import { MethodFault, SetFault } from '../faults.ts';
import { method } from '../method.ts';
import { resolveCreation } from '../names.ts';
import {
  anything,
  defaulted,
  id,
  idOrCreation,
  instant,
  mapOf,
  nullable,
  plainObject,
  record,
  setOf,
  text,
} from '../read.ts';
import { checkSetSize, createSpan, orNull, SetOutcome } from '../standard/set.ts';
import { demandedModSeq, writeState } from '../states.ts';
import { marksOf, readKeyword } from './keywords.ts';
import { describeMade, inState, readMailboxIds } from './set.ts';

const imported = record({
  blobId: idOrCreation,
  mailboxIds: anything,
  keywords: defaulted(setOf(readKeyword), new Set()),
  receivedAt: nullable(instant),
});

const shape = { accountId: id, ifInState: nullable(text), emails: mapOf(id, plainObject) };

/** Email/import: messages that exist already, as they are. rfc/8621#4.8 */
export const importEmails = method('Email/import', mail, shape, async (args, context) => {
  checkSetSize({ create: args.emails, update: null, destroy: null });
  const { house, access } = context;
  const { modseq: before } = await context.catalogues.open(access);
  let demanded = demandedModSeq(args.ifInState);
  if (demanded !== null && demanded !== before) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  const span = createSpan();
  for (const [creationId, given] of args.emails) {
    await outcome.create(creationId, async () => {
      const wanted = imported(given, '');
      const mailboxIds = readMailboxIds(context, wanted.mailboxIds);
      const blobId = resolveCreation(context, wanted.blobId);
      const name = blobId === null ? null : readBlobId(blobId);
      const bytes = name === null ? null : await readBlob(house, access, name);
      if (bytes === null) throw new SetFault('blobNotFound', { notFound: [wanted.blobId] });
      if (bytes.length === 0) throw new SetFault('invalidEmail', { description: 'Nothing is in it.' });
      const receivedAt = wanted.receivedAt ?? house.clock.now();
      const email = {
        bytes,
        mailboxIds,
        marks: marksOf(wanted.keywords),
        receivedAt,
        receivedZone: parisZone(receivedAt),
      };
      const made = await inState(() => importEmail(house, access, email, demanded));
      demanded = null;
      span.note(made.modseq);
      return describeMade(context, made);
    });
  }
  return {
    accountId: args.accountId,
    oldState: writeState(span.old() ?? before),
    newState: writeState(span.now() ?? before),
    created: orNull(outcome.created),
    notCreated: orNull(outcome.notCreated),
  };
});
