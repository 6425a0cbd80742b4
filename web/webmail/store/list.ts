/**
 * One list of emails, however long: pages are asked for as they come into view, and the whole is brought forward when the
 * server tells of changes, so that nothing on the screen jumps. rfc/8621#4.4, rfc/8621#4.5
 */
import type { Jmap } from '../../jmap/client.ts';
import { JmapFault } from '../../jmap/fault.ts';
import type { AnswerOf, EmailQuestion } from '../../jmap/methods.ts';
import type { EmailHead, Id, State, Thread } from '../../jmap/objects.ts';
import type { Emails } from './emails.ts';
import { headProperties } from './properties.ts';
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
  /** Has these rows asked for where they are not known. */
  ensure(from: number, to: number): void;
  /** Asks what changed since. */
  refresh(): Promise<void>;
  /** What is shown again from what is known: after a change of ours that the server has not told yet. */
  recount(): void;
  /** A list known from before, to show while the server is asked. */
  seed(ids: readonly Id[]): void;
};

export const pageLength = 50;

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
      const { answer, list } = await askPage(page * pageLength, pageLength);
      emails.put(list);
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

  async function askPage(
    position: number,
    limit: number,
  ): Promise<{ answer: AnswerOf<'Email/query'>; list: readonly EmailHead[] }> {
    const query = jmap.call('Email/query', { ...question, position, limit, calculateTotal: true });
    const rest = follow(query.reference('/ids'));
    const [answer, list] = await Promise.all([query, rest]);
    return { answer, list };
  }

  /** Asks for the heads behind a reference and, where conversations are shown, for their other messages. */
  async function follow(ids: ReturnType<ReturnType<Jmap['call']>['reference']>): Promise<readonly EmailHead[]> {
    const heads = jmap.call('Email/get', { '#ids': ids, properties: headProperties });
    if (!question.collapseThreads) return (await heads).list as unknown as EmailHead[];
    const threads = jmap.call('Thread/get', { '#ids': heads.reference('/list/*/threadId') });
    const others = jmap.call('Email/get', {
      '#ids': threads.reference('/list/*/emailIds'),
      properties: headProperties,
    });
    const [own, told, all] = await Promise.all([
      heads,
      threads.catch((): { list: readonly Thread[] } => ({ list: [] })),
      // Conversations of more messages than one answer may hold show what is known of them.
      others.catch(() => ({ list: [] })),
    ]);
    emails.putThreads(told.list);
    return [...own.list, ...all.list] as unknown as EmailHead[];
  }

  async function bringForward(): Promise<void> {
    if (state === null || said === null) return await load(0);
    const since = jmap.call('Email/queryChanges', {
      ...question,
      sinceQueryState: state,
      maxChanges: mostChanges,
      calculateTotal: true,
    });
    const heads = follow(since.reference('/added/*/id')).catch((): readonly EmailHead[] => []);
    try {
      const [changes, list] = await Promise.all([since, heads]);
      emails.put(list);
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
    const { answer, list } = await askPage(0, pageLength);
    emails.put(list);
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
      if (said === null || state === null) return void load(0);
      // What has left by an act of ours moves rows up: a few more are asked for.
      const hidden = said.length - (cell.get().ids?.length ?? 0);
      for (let at = Math.max(0, from); at < Math.min(to + hidden, said.length); at += 1) {
        if (said[at] === undefined) void load(Math.floor(at / pageLength));
      }
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
