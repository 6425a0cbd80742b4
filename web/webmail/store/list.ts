/**
 * One list of emails, however long: pages are asked for as they come into view, and the whole is brought forward when the
 * server tells of changes, so that nothing on the screen jumps. rfc/8621#4.4, rfc/8621#4.5
 */
import type { Jmap } from '../../jmap/client.ts';
import { JmapFault } from '../../jmap/fault.ts';
import type { EmailQuestion } from '../../jmap/methods.ts';
import type { Id, State } from '../../jmap/objects.ts';
import type { Emails } from './emails.ts';
import { askHeads, askPage, type Page, pageLength } from './page.ts';
import { applyChanges, placePage, type RowIds } from './row-ids.ts';
import { createCell } from './watchers.ts';

export type Rows = {
  /** Null before the first answer. */
  readonly ids: RowIds | null;
  /** Why the last question had no answer. */
  readonly fault: JmapFault | null;
};

export type EmailList = {
  readonly question: EmailQuestion;
  rows(): Rows;
  watch(changed: () => void): () => void;
  /** Has these rows asked for where they are not known. @returns whether all are known */
  ensure(from: number, to: number): boolean;
  /** Asks what changed since. */
  refresh(): Promise<void>;
  /** What is shown again from what is known: after a change of ours that the server has not told yet. */
  recount(): void;
  /** A list known from before, to show while the server is asked. */
  seed(ids: readonly Id[]): void;
};

/** More changes than this are slower to bring in than a fresh page. */
const mostChanges = 400;

export function createList(jmap: Pick<Jmap, 'call'>, emails: Emails, question: EmailQuestion): EmailList {
  let said: RowIds | null = null;
  let state: State | null = null;
  let refreshing: Promise<void> | null = null;
  let again = false;
  const asked = new Set<number>();
  const cell = createCell<Rows>({ ids: null, fault: null });
  const box = question.filter !== null && 'inMailbox' in question.filter ? question.filter.inMailbox : undefined;

  /** What the server said, but for what has left by an act of ours. */
  function show(fault: JmapFault | null = null): void {
    const ids = said?.filter(id => id === undefined || !hasLeft(id)) ?? null;
    cell.set({ ids, fault });
  }

  function hasLeft(id: Id): boolean {
    const head = emails.get(id);
    if (head === undefined) return emails.isGone(id);
    if (box === undefined) return false;
    if (head.mailboxIds[box] === true) return false;
    // A conversation is here as long as one of its messages is.
    return !question.collapseThreads || !emails.thread(head.threadId)?.some(each => emails.get(each)?.mailboxIds[box]);
  }

  async function load(page: number): Promise<void> {
    if (asked.has(page)) return;
    asked.add(page);
    try {
      const asked = await askPage(jmap, question, page * pageLength);
      const { answer } = asked;
      take(asked);
      if (state !== null && answer.queryState !== state && said?.some(Boolean)) {
        // The list moved between two pages: what is known is brought forward first.
        await refresh();
        if (answer.queryState !== state) return void queueMicrotask(() => void load(page));
      }
      // What was only remembered gives way to what the server says.
      said = placePage(state === null ? [] : (said ?? []), answer.position, answer.ids, answer.total ?? 0);
      state = answer.queryState;
      show();
    } catch (error) {
      show(faultOf(error));
    } finally {
      asked.delete(page);
    }
  }

  function take({ heads, threads }: Pick<Page, 'heads' | 'threads'>): void {
    emails.putThreads(threads);
    emails.put(heads);
  }

  async function bringForward(): Promise<void> {
    if (state === null || said === null) return await load(0);
    const since = jmap.call('Email/queryChanges', {
      ...question,
      sinceQueryState: state,
      maxChanges: mostChanges,
      calculateTotal: true,
    });
    const nothing = { heads: [], threads: [] };
    const heads = askHeads(jmap, since.reference('/added/*/id'), question.collapseThreads).catch(() => nothing);
    try {
      const [changes, told] = await Promise.all([since, heads]);
      take(told);
      said = applyChanges(said, { ...changes, total: changes.total ?? said.length });
      state = changes.newQueryState;
      show();
    } catch (error) {
      await heads;
      if (error instanceof JmapFault && error.kind === 'cannot-calculate') await startAfresh();
      else show(faultOf(error));
    }
  }

  /** What is shown stays until the first page is there again. */
  async function startAfresh(): Promise<void> {
    const asked = await askPage(jmap, question, 0);
    const { answer } = asked;
    take(asked);
    state = answer.queryState;
    said = placePage([], 0, answer.ids, answer.total ?? 0);
    show();
  }

  async function refresh(): Promise<void> {
    if (refreshing !== null) {
      again = true;
      return await refreshing;
    }
    refreshing = bringForward()
      .catch(error => show(faultOf(error)))
      .finally(() => {
        refreshing = null;
      });
    await refreshing;
    if (again) {
      again = false;
      await refresh();
    }
  }

  return {
    question,
    rows: cell.get,
    watch: cell.watch,
    ensure(from, to) {
      if (said === null || state === null) {
        void load(0);
        return false;
      }
      // What has left by an act of ours moves rows up: a few more are asked for.
      const hidden = said.length - (cell.get().ids?.length ?? 0);
      let known = true;
      for (let at = Math.max(0, from); at < Math.min(to + hidden, said.length); at += 1) {
        if (said[at] !== undefined) continue;
        known = false;
        void load(Math.floor(at / pageLength));
      }
      return known;
    },
    refresh,
    recount: () => show(),
    seed(ids) {
      if (said !== null || ids.length === 0) return;
      said = ids;
      show();
    },
  };
}

function faultOf(error: unknown): JmapFault {
  if (error instanceof JmapFault) return error;
  throw error;
}
