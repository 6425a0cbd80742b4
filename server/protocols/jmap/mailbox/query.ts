import { readTreeOf } from '../../../services/mailboxes/tree.ts';
import { mail } from '../capabilities.ts';
import { method } from '../method.ts';
import { mailboxName } from '../names.ts';
import { windowReply, windowShape } from '../standard/query.ts';
import { writeState } from '../states.ts';
import { listed, listShape } from './list.ts';

/** Mailbox/query. rfc/8621#2.3 */
export const query = method('Mailbox/query', mail, { ...windowShape, ...listShape }, async (args, context) => {
  const { modseq, mailboxes } = await readTreeOf(context.house.store.database, context.access);
  const names = listed(context, mailboxes, args).map(mailbox => mailboxName(context, mailbox.id));
  return {
    accountId: args.accountId,
    queryState: writeState(modseq),
    canCalculateChanges: true,
    ...windowReply(
      args,
      names.length,
      name => names.indexOf(name),
      index => names[index]!,
    ),
  };
});
