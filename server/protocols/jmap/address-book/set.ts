import { changeBook, createBook, HoldsContacts, listBooks, removeBook } from '../../../services/contacts/books.ts';
import { StateMoved } from '../../../services/emails/change.ts';
import { contacts } from '../capabilities.ts';
import { invalidProperties, MethodFault, SetFault } from '../faults.ts';
import { method } from '../method.ts';
import { bookIdOf, bookName } from '../names.ts';
import { bool, defaulted, idOrCreation, nullable } from '../read.ts';
import { readPatch } from '../standard/patch.ts';
import { checkSetSize, createSpan, SetOutcome, setShape } from '../standard/set.ts';
import { demandedModSeq } from '../states.ts';
import { describeBook, readBookShape } from './object.ts';

/** `onSuccessSetIsDefault` is read and has no effect: the default book of the house stays, as rfc/9610#2.3 lets it. */
const shape = {
  ...setShape,
  onDestroyRemoveContents: defaulted(bool, false),
  onSuccessSetIsDefault: nullable(idOrCreation),
};

/** AddressBook/set. rfc/9610#2.3 */
export const set = method('AddressBook/set', contacts, shape, async (args, context) => {
  checkSetSize(args);
  const { house, actor } = context;
  const { modseq: before } = await listBooks(house, actor);
  let demanded = demandedModSeq(args.ifInState);
  if (demanded !== null && demanded !== before) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  const span = createSpan();
  for (const [creationId, given] of args.create ?? []) {
    await outcome.create(creationId, async () => {
      const { name, ...rest } = readBookShape(new Map(Object.entries(given)));
      if (name === undefined) throw invalidProperties(['name'], 'An address book needs a name.');
      const { id, modseq } = await inStep(() => createBook(house, actor, { ...rest, name }, undefined, demanded));
      demanded = null;
      span.note(modseq);
      const made = (await listBooks(house, actor)).books.find(book => book.id === id)!;
      const added = Object.entries(describeBook(context, made)).filter(([one]) => !Object.hasOwn(given, one));
      return { id: bookName(context, id), ...Object.fromEntries(added) };
    });
  }
  for (const [given, patch] of args.update ?? []) {
    await outcome.update(given, async name => {
      const id = bookIdOf(context, name);
      if (id === null) throw new SetFault('notFound');
      const { whole, below } = readPatch(patch);
      if (below.size > 0) throw invalidProperties([...below.keys()]);
      const { modseq } = await inStep(() => changeBook(house, actor, id, readBookShape(whole), demanded));
      demanded = null;
      span.note(modseq);
      return null;
    });
  }
  for (const given of args.destroy ?? []) {
    await outcome.destroy(given, async name => {
      const id = bookIdOf(context, name);
      if (id === null) throw new SetFault('notFound');
      const { modseq } = await inStep(() => removeBook(house, actor, id, args.onDestroyRemoveContents, demanded));
      demanded = null;
      span.note(modseq);
    });
  }
  return outcome.reply(args.accountId, span.old() ?? before, span.now() ?? before);
});

async function inStep<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    if (error instanceof StateMoved) throw new MethodFault('stateMismatch');
    throw error instanceof HoldsContacts ? new SetFault('addressBookHasContents') : error;
  });
}
