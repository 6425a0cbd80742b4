import { mailboxChanges } from '../../../services/emails/changes.ts';
import { readTreeOf } from '../../../services/mailboxes/tree.ts';
import { mail } from '../capabilities.ts';
import { MethodFault } from '../faults.ts';
import { method } from '../method.ts';
import { mailboxName } from '../names.ts';
import { queryChangesReply, queryChangesShape } from '../standard/query-changes.ts';
import { readMoment, writeState } from '../states.ts';
import { listed, listShape } from './list.ts';

/**
 * Mailbox/queryChanges. rfc/8621#2.4 What changed is taken out and, where it is still in the list, put in again; as a
 * tree the place of one depends on those above it, so that all are.
 */
export const queryChanges = method(
  'Mailbox/queryChanges',
  mail,
  { ...queryChangesShape, ...listShape },
  async (args, context) => {
    const since = readMoment(args.sinceQueryState);
    const { modseq, mailboxes } = await readTreeOf(context.house.store.database, context.access);
    const history = since === null ? null : await mailboxChanges(context.house, context.access, since, null);
    if (history === null || history.until.modseq < modseq) throw new MethodFault('cannotCalculateChanges');
    const list = listed(context, mailboxes, args);
    const touched = new Set<number>([...history.created, ...history.updated]);
    const shaped = history.created.length + history.destroyed.length > 0 || (touched.size > 0 && !history.countsOnly);
    if (shaped && (args.sortAsTree || args.filterAsTree)) for (const { id } of mailboxes) touched.add(id);
    const name = (id: number) => mailboxName(context, id);
    return queryChangesReply(args, {
      newState: writeState(modseq),
      total: list.length,
      removed: [...history.destroyed, ...touched].map(name),
      added: list.flatMap(({ id }, index) => (touched.has(id) ? [{ id: name(id), index }] : [])),
    });
  },
);
