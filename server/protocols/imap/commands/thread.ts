import { type ThreadAlgorithm, type ThreadTree, thread as threadMessages } from '../../../services/search/thread.ts';
import { type ThreadNode, writeThreads } from '../grammar/write-search.ts';
import { tooManyAtOnce } from '../message-limit.ts';
import { bad, done } from '../replies.ts';
import type { Selected } from '../selected.ts';
import { type CommandOf, type ImapCommand, selectedOf } from '../session.ts';
import { words } from '../words.ts';
import { find } from './search.ts';

/** rfc/5256#3 */
export const thread: ImapCommand<CommandOf<'thread'>> = {
  name: 'thread',
  states: ['selected'],
  tells: ({ uid }) => (uid ? 'everything' : 'no-expunge'),
  async run(session, { algorithm, key, uid }, tag) {
    const selected = selectedOf(session);
    const found = await find(session, key, tag);
    if (found === null) return bad(words.noSuchNumber);
    const tooMany = tooManyAtOnce(session, found.uids.length);
    if (tooMany !== null) return tooMany;
    const named = algorithm.toLowerCase() as ThreadAlgorithm;
    const trees = await threadMessages(session.house, selected.ref, selected.view, found.uids, named);
    session.connection.write(writeThreads(trees.map(tree => numbered(tree, selected, uid))));
    return done;
  },
};

/** Children before parents, on a list of our own: depth is the senders' choice. */
function numbered(root: ThreadTree, selected: Selected, uid: boolean): ThreadNode {
  const order: ThreadTree[] = [root];
  for (let at = 0; at < order.length; at++) order.push(...order[at]!.children);
  const nodes = new Map<ThreadTree, ThreadNode>();
  for (const tree of order.reverse()) {
    const children = tree.children.map(child => nodes.get(child)!);
    const number = tree.uid === null || uid ? tree.uid : selected.placeOf(tree.uid) + 1;
    nodes.set(tree, number === null ? { children } : { number, children });
  }
  return nodes.get(root)!;
}
