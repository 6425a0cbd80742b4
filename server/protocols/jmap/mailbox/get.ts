import { readTree } from '../../../services/mailboxes/tree.ts';
import { mail } from '../capabilities.ts';
import { method } from '../method.ts';
import { mailboxName } from '../names.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { writeState } from '../states.ts';
import { describeMailbox, mailboxProperties } from './object.ts';

/** Mailbox/get. rfc/8621#2.1 */
export const get = method('Mailbox/get', mail, getShape, async (args, context) => {
  const properties = askedProperties(args.properties, mailboxProperties);
  const asked = args.ids === null ? null : askedIds(args.ids);
  // The tree first: what the catalogue adds may be newer than the state told, never older.
  const { modseq, mailboxes } = await readTree(context.house.store.database, context.actor.accountId);
  const catalogue = await context.catalogues.open(context.actor.accountId);
  const trash = mailboxes.find(mailbox => mailbox.role === 'trash');
  const wanted = asked === null ? null : new Set(asked);
  const found = new Map<string, object>();
  for (const mailbox of mailboxes) {
    const name = mailboxName(context, mailbox.id);
    if (wanted !== null && !wanted.has(name)) continue;
    found.set(name, pick(describeMailbox(context, mailbox, catalogue, trash), properties));
  }
  return getReply(args.accountId, writeState(modseq), asked, found);
});
