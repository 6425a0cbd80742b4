import { addIdentity, changeIdentity, readIdentities, removeIdentity } from '../../../services/sending/identities.ts';
import { submission } from '../capabilities.ts';
import { invalidProperties, MethodFault, SetFault } from '../faults.ts';
import { method } from '../method.ts';
import { identityIdOf, identityName } from '../names.ts';
import { readPatch } from '../standard/patch.ts';
import { checkSetSize, createSpan, SetOutcome, setShape } from '../standard/set.ts';
import { demandedModSeq } from '../states.ts';
import { noTexts, readAddress, readTexts } from './object.ts';

/** Identity/set: names and signatures; the address is the person's own, and stays. rfc/8621#6.3 */
export const set = method('Identity/set', submission, setShape, async (args, context) => {
  checkSetSize(args);
  const { house, actor } = context;
  const { modseq: before } = await readIdentities(house, actor);
  const demanded = demandedModSeq(args.ifInState);
  if (demanded !== null && demanded !== before) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  const span = createSpan();
  for (const [creationId, given] of args.create ?? []) {
    await outcome.create(creationId, async () => {
      const { email, ...rest } = given;
      const texts = readTexts(new Map(Object.entries(rest)), noTexts);
      const { id, modseq } = await addIdentity(house, actor, readAddress(email, 'email'), texts);
      span.note(modseq);
      const added = Object.entries({ ...texts, mayDelete: true }).filter(([name]) => !Object.hasOwn(given, name));
      return { id: identityName(context, id), ...Object.fromEntries(added) };
    });
  }
  for (const [given, patch] of args.update ?? []) {
    await outcome.update(given, async name => {
      const id = identityIdOf(context, name);
      if (id === null) throw new SetFault('notFound');
      const { whole, below } = readPatch(patch);
      if (below.size > 0) throw invalidProperties([...below.keys()]);
      span.note((await changeIdentity(house, actor, id, texts => readTexts(whole, texts))).modseq);
      return null;
    });
  }
  for (const given of args.destroy ?? []) {
    await outcome.destroy(given, async name => {
      const id = identityIdOf(context, name);
      if (id === null) throw new SetFault('notFound');
      span.note((await removeIdentity(house, actor, id)).modseq);
    });
  }
  return outcome.reply(args.accountId, span.old() ?? before, span.now() ?? before);
});
