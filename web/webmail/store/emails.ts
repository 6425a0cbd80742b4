/**
 * The emails the page knows, by id: what the server said of each, and over it what was asked for and not answered yet.
 * Pages see the sum.
 */
import type { EmailHead, Id, Patch } from '../../jmap/objects.ts';
import { applyPatch } from './patch.ts';
import { createWatchers } from './watchers.ts';

export type Emails = {
  /** As shown. */
  get(id: Id): EmailHead | undefined;
  /** As the server said, without what waits. */
  said(id: Id): EmailHead | undefined;
  has(id: Id): boolean;
  /** Known once, and no more in any mailbox. */
  isGone(id: Id): boolean;
  ids(): Iterable<Id>;
  /** What the server says. */
  put(heads: readonly EmailHead[]): void;
  /** What the server says changed of those that are known. */
  renew(marks: readonly Pick<EmailHead, 'id' | 'keywords' | 'mailboxIds'>[]): void;
  /** The server has done it. */
  settle(id: Id, patch: Patch): void;
  /** What is asked for and not answered, in order; replaces what was said before. */
  setPending(id: Id, patches: readonly Patch[]): void;
  forget(ids: readonly Id[]): void;
  /** The emails of a thread, oldest first; null before it was asked for. */
  thread(threadId: Id): readonly Id[] | null;
  putThreads(threads: readonly { readonly id: Id; readonly emailIds: readonly Id[] }[]): void;
  watch(id: Id, changed: () => void): () => void;
  watchThread(threadId: Id, changed: () => void): () => void;
};

export function createEmails(): Emails {
  const said = new Map<Id, EmailHead>();
  const shown = new Map<Id, EmailHead>();
  const pending = new Map<Id, readonly Patch[]>();
  const threads = new Map<Id, readonly Id[]>();
  const gone = new Set<Id>();
  const watchers = createWatchers<Id>();

  function show(id: Id): void {
    const head = said.get(id);
    if (head === undefined) shown.delete(id);
    else shown.set(id, (pending.get(id) ?? []).reduce(applyPatch, head));
    watchers.tell(id);
    if (head !== undefined) watchers.tell(head.threadId);
  }

  return {
    get: id => shown.get(id),
    said: id => said.get(id),
    has: id => said.has(id),
    isGone: id => gone.has(id),
    ids: () => said.keys(),
    put(heads) {
      for (const head of heads) {
        const former = said.get(head.id);
        if (former !== undefined && isSame(former, head)) continue;
        said.set(head.id, head);
        gone.delete(head.id);
        show(head.id);
      }
    },
    renew(marks) {
      for (const { id, keywords, mailboxIds } of marks) {
        const head = said.get(id);
        if (head === undefined) continue;
        said.set(id, { ...head, keywords, mailboxIds });
        show(id);
      }
    },
    settle(id, patch) {
      const head = said.get(id);
      if (head !== undefined) said.set(id, applyPatch(head, patch));
    },
    setPending(id, patches) {
      if (patches.length === 0) pending.delete(id);
      else pending.set(id, patches);
      show(id);
    },
    forget(ids) {
      for (const id of ids) {
        const head = said.get(id);
        said.delete(id);
        gone.add(id);
        show(id);
        const others = head && threads.get(head.threadId);
        if (!others) continue;
        threads.set(
          head.threadId,
          others.filter(other => other !== id),
        );
        watchers.tell(head.threadId);
      }
    },
    thread: threadId => threads.get(threadId) ?? null,
    putThreads(list) {
      for (const { id, emailIds } of list) {
        if (threads.get(id)?.join() === emailIds.join()) continue;
        threads.set(id, emailIds);
        watchers.tell(id);
      }
    },
    watch: (id, changed) => watchers.watch(id, changed),
    watchThread: (threadId, changed) => watchers.watch(threadId, changed),
  };
}

/** All but these two of an email never changes. */
function isSame(one: EmailHead, other: EmailHead): boolean {
  return sameNames(one.keywords, other.keywords) && sameNames(one.mailboxIds, other.mailboxIds);
}

function sameNames(one: object, other: object): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every(name => Object.hasOwn(other, name));
}
