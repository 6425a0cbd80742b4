import { listBooks } from '../../../services/contacts/books.ts';
import { getCards, listContacts } from '../../../services/contacts/get.ts';
import { contacts } from '../capabilities.ts';
import { method } from '../method.ts';
import { cardIdOf, cardName } from '../names.ts';
import { askedIds, getReply, getShape, pick } from '../standard/get.ts';
import { writeState } from '../states.ts';
import { describeCard } from './object.ts';

/** ContactCard/get. rfc/9610#3.1 Any property may be asked: JSContact is open to new ones. */
export const get = method('ContactCard/get', contacts, getShape, async (args, context) => {
  const { house, actor } = context;
  const asked = args.ids === null ? null : askedIds(args.ids);
  // The state first: what is read after it may be newer, never older.
  const { modseq } = await listBooks(house, actor);
  const named = asked ?? (await listContacts(house, actor, { bookId: null })).map(card => cardName(context, card.id));
  const ids = askedIds(named).flatMap(name => cardIdOf(context, name) ?? []);
  const properties = args.properties === null ? null : new Set(['id', ...args.properties]);
  const found = new Map<string, object>();
  for (const contact of await getCards(house, actor, { ids })) {
    const whole = describeCard(context, contact);
    found.set(cardName(context, contact.id), properties === null ? whole : pick(whole, properties));
  }
  return getReply(args.accountId, writeState(modseq), asked, found);
});
