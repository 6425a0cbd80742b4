/** The building of thread trees, apart from where the messages come from: pure, linear but for sorting. rfc/5256#3 */
import type { Uid } from '../../model/mailbox.ts';

/** A message as threading sees it. `subject` is the base subject, ready to be compared. */
export type Threaded = {
  readonly uid: Uid;
  readonly sent: number;
  readonly subject: string;
  readonly reply: boolean;
  id: string | null;
  references: string[];
};

/** `uid` is null for a message that was named and not found. */
export type ThreadTree = { readonly uid: Uid | null; readonly children: ThreadTree[] };

/** A message while the tree is built; `message` is null for one that is only named. */
type Node = { message: Threaded | null; parent: Node | null; children: Set<Node> };

/** Same subject, same thread: the oldest is the parent of all others. */
export function threadBySubject(messages: readonly Threaded[]): ThreadTree[] {
  const threads = new Map<string, Threaded[]>();
  for (const message of [...messages].sort(byDate)) {
    const known = threads.get(message.subject);
    if (known === undefined) threads.set(message.subject, [message]);
    else known.push(message);
  }
  return [...threads.values()].map(([first, ...others]) => ({
    uid: first!.uid,
    children: others.map(({ uid }) => ({ uid, children: [] })),
  }));
}

export function threadByReferences(messages: readonly Threaded[], mergeSubjects: boolean): ThreadTree[] {
  const root = prune(link(messages));
  if (mergeSubjects) mergeBySubject(root);
  const trees = settle(root);
  if (mergeSubjects) return trees.map(({ tree }) => tree);
  return trees.sort((a, b) => a.newest - b.newest).map(({ tree }) => tree);
}

/** Steps 1 and 2: parents and children by Message-ID; gives those without a parent. */
function link(messages: readonly Threaded[]): Set<Node> {
  const nodes = new Map<string, Node>();
  const all: Node[] = [];
  const nodeOf = (id: string): Node => {
    const known = nodes.get(id);
    if (known !== undefined) return known;
    const node: Node = { message: null, parent: null, children: new Set() };
    nodes.set(id, node);
    all.push(node);
    return node;
  };
  for (const message of messages) {
    const named = message.id === null ? null : nodeOf(message.id);
    let own = named;
    // A second message of the same identifier is a message of its own.
    if (own === null || own.message !== null) {
      own = { message: null, parent: null, children: new Set() };
      all.push(own);
    }
    own.message = message;
    let parent: Node | null = null;
    for (const id of message.references) {
      const node = nodeOf(id);
      if (parent !== null && node.parent === null && !descends(parent, node)) adopt(parent, node);
      parent = node;
    }
    if (own.parent !== null) {
      own.parent.children.delete(own);
      own.parent = null;
    }
    if (parent !== null && !descends(parent, own)) adopt(parent, own);
  }
  return new Set(all.filter(({ parent }) => parent === null));
}

function adopt(parent: Node, child: Node): void {
  child.parent = parent;
  parent.children.add(child);
}

/** Answers to answers deeper than this begin a thread of their own: nobody writes so, and each link walks that far. */
const maxDepth = 500;

/** Is `node` the other, or below it? Where it is too deep to say, nothing more goes below it. */
function descends(node: Node, other: Node): boolean {
  let depth = 0;
  for (let at: Node | null = node; at !== null; at = at.parent) if (at === other || ++depth > maxDepth) return true;
  return false;
}

/** Step 3: what is only named goes; its children take its place, but several do not become threads of their own. */
function prune(roots: Set<Node>): Set<Node> {
  const kept = new Set<Node>();
  // Children before parents, without recursion: depth is the senders' choice.
  const order: Node[] = [...roots];
  for (let at = 0; at < order.length; at++) order.push(...order[at]!.children);
  for (const node of order.reverse()) {
    if (node.message !== null || node.parent === null) continue;
    const { parent } = node;
    parent.children.delete(node);
    for (const child of node.children) adopt(parent, child);
  }
  for (const root of roots) {
    if (root.message !== null || root.children.size > 1) kept.add(root);
    else
      for (const child of root.children) {
        child.parent = null;
        kept.add(child);
      }
  }
  return kept;
}

/** Steps 4 and 5: threads of the same base subject become one. */
function mergeBySubject(roots: Set<Node>): void {
  const table = new Map<string, Node>();
  const ordered = [...roots].sort((a, b) => headOf(a).sent - headOf(b).sent || headOf(a).uid - headOf(b).uid);
  for (const node of ordered) {
    const { subject } = headOf(node);
    if (subject === '') continue;
    const known = table.get(subject);
    const takesPlace =
      known === undefined ||
      (known.message !== null && (node.message === null || (known.message.reply && !node.message.reply)));
    if (takesPlace) table.set(subject, node);
  }
  for (const node of ordered) {
    const { subject } = headOf(node);
    const known = subject === '' ? node : table.get(subject)!;
    if (known === node) continue;
    roots.delete(node);
    if (known.message === null && node.message === null) for (const child of node.children) adopt(known, child);
    else if (known.message === null || (node.message?.reply && !known.message.reply)) adopt(known, node);
    else {
      const both: Node = { message: null, parent: null, children: new Set() };
      roots.delete(known);
      roots.add(both);
      adopt(both, known);
      adopt(both, node);
      table.set(subject, both);
    }
  }
}

/** The message a thread goes by: its first, or the oldest below one that is only named. */
function headOf(node: Node): Threaded {
  if (node.message !== null) return node.message;
  return [...node.children].map(headOf).sort(byDate)[0]!;
}

type Settled = { readonly tree: ThreadTree; readonly head: Threaded; readonly newest: number };

/** Step 6: siblings by date, from the youngest generation up. */
function settle(roots: Set<Node>): Settled[] {
  const order: Node[] = [...roots];
  for (let at = 0; at < order.length; at++) order.push(...order[at]!.children);
  const settled = new Map<Node, Settled>();
  for (const node of order.reverse()) {
    const below = [...node.children].map(child => settled.get(child)!).sort((a, b) => byDate(a.head, b.head));
    settled.set(node, {
      tree: { uid: node.message?.uid ?? null, children: below.map(({ tree }) => tree) },
      head: node.message ?? below[0]!.head,
      newest: Math.max(node.message?.sent ?? 0, ...below.map(({ newest }) => newest)),
    });
  }
  return [...roots].map(root => settled.get(root)!).sort((a, b) => byDate(a.head, b.head));
}

function byDate(a: Threaded, b: Threaded): number {
  return a.sent - b.sent || a.uid - b.uid;
}
