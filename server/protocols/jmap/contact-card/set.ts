import { isObject, type Json, type JsonObject, readPointer, setAt } from '../../../formats/vcard/jscontact/json.ts';
import { toJsCard } from '../../../formats/vcard/jscontact/to-js.ts';
import { findBook, listBooks } from '../../../services/contacts/books.ts';
import { getCards } from '../../../services/contacts/get.ts';
import { drawUid } from '../../../services/contacts/keep.ts';
import { addCard, changeCard, UidTaken } from '../../../services/contacts/put.ts';
import { removeCard } from '../../../services/contacts/remove.ts';
import { StateMoved } from '../../../services/emails/change.ts';
import { contacts } from '../capabilities.ts';
import { invalidProperties, MethodFault, SetFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import { bookName, cardIdOf, cardName } from '../names.ts';
import { checkSetSize, createSpan, SetOutcome, setShape } from '../standard/set.ts';
import { demandedModSeq } from '../states.ts';
import { describeMedia, jsCardOf, readBook, readJsCard } from './object.ts';

/** ContactCard/set. rfc/9610#3.5 */
export const set = method('ContactCard/set', contacts, setShape, async (args, context) => {
  checkSetSize(args);
  const { house, actor } = context;
  const { modseq: before } = await listBooks(house, actor);
  let demanded = demandedModSeq(args.ifInState);
  if (demanded !== null && demanded !== before) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  const span = createSpan();
  const note = ({ modseq }: { readonly modseq: typeof before }) => {
    demanded = null;
    span.note(modseq);
  };
  for (const [creationId, given] of args.create ?? []) {
    await outcome.create(creationId, async () => {
      const made = await create(context, given, demanded);
      note(made);
      return made.told;
    });
  }
  for (const [given, patch] of args.update ?? []) {
    await outcome.update(given, async name => {
      const changed = await update(context, name, patch, demanded);
      note(changed);
      return changed.told;
    });
  }
  for (const given of args.destroy ?? []) {
    await outcome.destroy(given, async name => {
      const id = cardIdOf(context, name);
      if (id === null) throw new SetFault('notFound');
      note(await inStep(() => removeCard(house, actor, id, null, demanded)));
    });
  }
  return outcome.reply(args.accountId, span.old() ?? before, span.now() ?? before);
});

type Demanded = ReturnType<typeof demandedModSeq>;

async function create(context: Context, given: Record<string, unknown>, demanded: Demanded) {
  const { house, actor } = context;
  const { addressBookIds, ...rest } = given;
  if (Object.hasOwn(rest, 'id')) throw invalidProperties(['id'], 'The server sets it.');
  // rfc/9610#3: a card is in a book; a client that names none means the default one.
  const bookId =
    addressBookIds === undefined
      ? (await findBook(house, actor, { role: 'default' })).id
      : readBook(context, addressBookIds);
  const uid = rest.uid ?? drawUid(house.random);
  const card = await readJsCard(context, { ...(rest as JsonObject), uid: uid as Json });
  const { id, modseq } = await inStep(() => addCard(house, actor, bookId, card, demanded));
  const added = {
    ...(rest.uid === undefined ? { uid } : {}),
    ...(addressBookIds === undefined ? { addressBookIds: { [bookName(context, bookId)]: true } } : {}),
    // Pictures are named by the card that holds them from now on.
    ...describeMedia(context, id, toJsCard(card, String(uid))),
  };
  return { modseq, told: { id: cardName(context, id), ...added } };
}

async function update(context: Context, name: string, patch: Record<string, unknown>, demanded: Demanded) {
  const { house, actor } = context;
  const id = cardIdOf(context, name);
  const [contact] = id === null ? [] : await getCards(house, actor, { ids: [id] });
  if (id === null || contact === undefined) throw new SetFault('notFound');
  const all = { ...jsCardOf(contact), addressBookIds: { [bookName(context, contact.bookId)]: true } };
  const { addressBookIds, ...js } = applyPatch(all, patch);
  if (js.uid !== contact.uid) throw invalidProperties(['uid'], 'It names the card for ever.');
  if (Object.hasOwn(js, 'id')) throw invalidProperties(['id'], 'The server sets it.');
  const bookId = readBook(context, addressBookIds);
  const card = await readJsCard(context, js);
  const { modseq } = await inStep(() =>
    changeCard(
      house,
      actor,
      id,
      now => {
        // Somebody changed it while the patch was read: it was made for another card.
        if (now.modseq !== contact.modseq) throw new MethodFault('stateMismatch');
        return { card, bookId };
      },
      demanded,
    ),
  );
  const given = Object.keys(patch).some(path => /^media(?:\/|$)/.test(path));
  const media = given ? describeMedia(context, id, toJsCard(card, contact.uid)) : {};
  return { modseq, told: 'media' in media ? media : null };
}

/** rfc/8620#5.3: the parents of a path must be there; null takes away; no path goes into a list. @throws SetFault invalidPatch */
function applyPatch(js: JsonObject, patch: Record<string, unknown>): JsonObject {
  const paths = Object.keys(patch);
  if (paths.some(one => paths.some(other => other !== one && other.startsWith(`${one}/`)))) {
    throw new SetFault('invalidPatch', { description: 'A path is the beginning of another.' });
  }
  return paths.reduce((patched, path) => {
    const tokens = readPointer(path);
    const last = tokens.at(-1)!;
    let parent: Json | undefined = patched;
    for (const token of tokens.slice(0, -1))
      parent = isObject(parent) && Object.hasOwn(parent, token) ? parent[token] : undefined;
    if (!isObject(parent)) throw new SetFault('invalidPatch', { description: `nothing stands above ${path}` });
    const value = patch[path] as Json;
    if (value !== null) return setAt(patched, tokens, value);
    const { [last]: _, ...rest } = parent;
    return tokens.length === 1 ? rest : setAt(patched, tokens.slice(0, -1), rest);
  }, js);
}

async function inStep<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    if (error instanceof StateMoved) throw new MethodFault('stateMismatch');
    throw error instanceof UidTaken ? new SetFault('alreadyExists', { properties: ['uid'] }) : error;
  });
}
