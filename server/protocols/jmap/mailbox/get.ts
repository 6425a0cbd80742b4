import { listGuests } from '../../../services/mailboxes/share.ts';
import { readTreeOf } from '../../../services/mailboxes/tree.ts';
import { mail } from '../capabilities.ts';
import { method } from '../method.ts';
import { mailboxName } from '../names.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { writeState } from '../states.ts';
import { describeMailbox, mailboxProperties } from './object.ts';
import { writeShareWith } from './share-with.ts';

/** Mailbox/get. rfc/8621#2.1 */
export const get = method('Mailbox/get', mail, getShape, async (args, context) => {
  const properties = askedProperties(args.properties, mailboxProperties);
  const asked = args.ids === null ? null : askedIds(args.ids);
  // The tree first: what the catalogue adds may be newer than the state told, never older.
  const { modseq, mailboxes } = await readTreeOf(context.house.store.database, context.access);
  const catalogue = await context.catalogues.open(context.access);
  const trash = mailboxes.find(mailbox => mailbox.role === 'trash');
  const wanted = asked === null ? null : new Set(asked);
  const guests = properties.has('shareWith') ? await listGuests(context.house, context.access) : null;
  const found = new Map<string, object>();
  for (const mailbox of mailboxes) {
    const name = mailboxName(context, mailbox.id);
    if (wanted !== null && !wanted.has(name)) continue;
    const shareWith = writeShareWith(guests?.get(mailbox.id));
    const described = { ...describeMailbox(context, mailbox, catalogue, trash), shareWith };
    found.set(name, pick(described, properties));
  }
  return getReply(args.accountId, writeState(modseq), asked, found);
});
