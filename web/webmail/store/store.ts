/**
 * The mail as the page sees it: folders, emails, lists and bodies, kept in step with the server by what it tells
 * (rfc/8620#7), and changed at once by what is done here.
 *
 * Invariants: what the server said and what was asked for are kept apart, and the page shows their sum; an act that is
 * refused takes back only itself; nothing shown is thrown away before what replaces it is there.
 */
import type { Jmap } from '../../jmap/client.ts';
import { JmapFault } from '../../jmap/fault.ts';
import type { EmailQuestion } from '../../jmap/methods.ts';
import type { EmailHead, Id, Mailbox, Patch, Quota, State } from '../../jmap/objects.ts';
import type { Kept, Shelf } from '../offline/shelf.ts';
import { type Bodies, createBodies } from './bodies.ts';
import { createEmails, type Emails } from './emails.ts';
import { createList, type EmailList } from './list.ts';
import { createMailboxes, type Mailboxes } from './mailboxes.ts';
import { invertPatch } from './patch.ts';
import { headProperties, markProperties } from './properties.ts';
import { type Change, createQueue, type Outcome } from './queue.ts';
import { type Cell, createCell } from './watchers.ts';

/** `live`: changes are told as they happen; `offline`: what is shown may be old; `signed-out`: the session is over. */
export type Connection = 'opening' | 'live' | 'offline' | 'signed-out';

export type Store = {
  readonly jmap: Jmap;
  readonly emails: Emails;
  readonly mailboxes: Mailboxes;
  readonly bodies: Bodies;
  readonly connection: Pick<Cell<Connection>, 'get' | 'watch'>;
  readonly quota: Pick<Cell<Quota | null>, 'get' | 'watch'>;
  /** The number of acts that wait for the server. */
  readonly waiting: Pick<Cell<number>, 'get' | 'watch'>;
  /** The list of a question, the same object while it is in use. */
  list(question: EmailQuestion): EmailList;
  /** Has the beginning of a list asked for that may be wanted next. */
  foresee(question: EmailQuestion): void;
  /** Asks for the head of an email that is in no list yet, such as that of a deep link. */
  find(id: Id): Promise<EmailHead | undefined>;
  /** Does a change now, for the page, and as soon as can be for the server. @returns what takes it back */
  perform(change: Omit<Change, 'key'>): Omit<Change, 'key'>;
  /** Told of every act that the server refused. */
  onRefused(listener: (outcome: Outcome) => void): () => void;
  /** Has everything asked for again: after an act of which the server tells nothing. */
  sync(): Promise<void>;
  close(): void;
};

/** Lists that keep their rows when another is shown. */
const keptLists = 12;

export function openStore(jmap: Jmap, shelf: Shelf, kept: Kept): Store {
  const emails = createEmails();
  const mailboxes = createMailboxes();
  const bodies = createBodies(jmap, shelf);
  const connection = createCell<Connection>('opening');
  const quota = createCell<Quota | null>(null);
  const waiting = createCell(kept.queue.length);
  const lists = new Map<string, EmailList>();
  const refusals = new Set<(outcome: Outcome) => void>();
  let state: State | null = null;
  let syncing: Promise<void> | null = null;
  let stale = false;
  let keys = 0;

  emails.put(kept.heads);
  mailboxes.put(kept.mailboxes);
  const queue = createQueue(jmap, kept.queue, {
    keep(changes) {
      waiting.set(changes.length);
      void shelf.keepQueue(changes);
    },
    settled,
    held: told,
    wait(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  showPending(kept.queue);

  function settled(outcome: Outcome): void {
    const { change, refused } = outcome;
    for (const [id, patch] of Object.entries(change.updates)) if (refused[id] === undefined) emails.settle(id, patch);
    showPending([change]);
    if (Object.keys(refused).length > 0) {
      for (const listener of refusals) listener(outcome);
      // What the page took out on its own comes back from the server.
      void sync();
    }
  }

  /** Shows again the emails of these changes, with all that still waits for them. */
  function showPending(changes: readonly Change[]): void {
    const ids = new Set(changes.flatMap(({ updates }) => Object.keys(updates)));
    for (const id of ids) {
      const patches = queue.waiting().flatMap(({ updates }) => (updates[id] === undefined ? [] : [updates[id]]));
      emails.setPending(id, patches);
    }
    for (const list of lists.values()) list.recount();
  }

  function perform({ updates, destroys }: Omit<Change, 'key'>): Omit<Change, 'key'> {
    const back: Record<Id, Patch> = {};
    const before = new Map<Id, EmailHead>();
    for (const id of [...Object.keys(updates), ...destroys]) {
      const head = emails.get(id);
      if (head === undefined) continue;
      before.set(id, head);
      const patch = updates[id];
      if (patch !== undefined) back[id] = invertPatch(head, patch);
    }
    keys += 1;
    const change: Change = { key: `${Date.now()}-${keys}`, updates, destroys };
    queue.add(change);
    emails.forget(destroys);
    showPending([change]);
    for (const [id, head] of before) mailboxes.count(head, emails.get(id) ?? null);
    return { updates: back, destroys: [] };
  }

  async function sync(): Promise<void> {
    if (syncing !== null) {
      stale = true;
      return await syncing;
    }
    syncing = bringForward().finally(() => {
      syncing = null;
    });
    await syncing;
    if (stale) {
      stale = false;
      await sync();
    }
  }

  async function bringForward(): Promise<void> {
    try {
      const boxes = jmap.call('Mailbox/get', { ids: null });
      const room = jmap.call('Quota/get', { ids: null }).catch(() => null);
      const changes = state === null ? null : jmap.call('Email/changes', { sinceState: state, maxChanges: 500 });
      const known = changes?.catch((error: unknown) => error as JmapFault) ?? null;
      const refreshed = [...lists.values()].filter(list => list === current).map(list => list.refresh());
      const told = await boxes;
      mailboxes.put(told.list);
      recountPending();
      quota.set((await room)?.list.find(each => each.resourceType === 'octets') ?? null);
      const answer = await known;
      if (answer === null || answer instanceof JmapFault) {
        if (answer !== null) await renewShown();
        state = told.state;
      } else {
        emails.forget(answer.destroyed.filter(id => emails.has(id)));
        await renew(answer.updated.filter(id => emails.has(id)));
        state = answer.newState;
        if (answer.hasMoreChanges) stale = true;
      }
      await Promise.all(refreshed);
      for (const list of lists.values()) list.recount();
      connection.set('live');
      void keep(told.list);
    } catch (error) {
      if (!(error instanceof JmapFault)) throw error;
      told(error);
    }
  }

  function told({ kind }: JmapFault): void {
    connection.set(kind === 'signed-out' ? 'signed-out' : 'offline');
  }

  /** The server's counts do not hold yet what waits here. */
  function recountPending(): void {
    for (const id of new Set(queue.waiting().flatMap(({ updates }) => Object.keys(updates)))) {
      mailboxes.count(emails.said(id) ?? null, emails.get(id) ?? null);
    }
  }

  async function renew(ids: readonly Id[]): Promise<void> {
    if (ids.length === 0) return;
    const { list } = await jmap.call('Email/get', { ids, properties: markProperties });
    emails.renew(list as unknown as EmailHead[]);
  }

  /** Too much happened to be told: what the list in view shows is asked for again. */
  async function renewShown(): Promise<void> {
    const shown = current?.rows().ids?.filter(id => id !== undefined) ?? [];
    await renew(shown.slice(0, 500));
  }

  async function keep(list: readonly Mailbox[]): Promise<void> {
    await shelf.keepMailboxes(list);
    const first = [...lists.values()].find(({ question }) => isInbox(question));
    const ids =
      first
        ?.rows()
        .ids?.slice(0, 100)
        .filter(id => id !== undefined) ?? [];
    if (ids.length > 0) await shelf.keepHeads(ids.flatMap(id => emails.get(id) ?? []));
  }

  /** What is kept on this machine is the beginning of the inbox, newest first. */
  function isInbox({ filter, sort }: EmailQuestion): boolean {
    const whole = filter !== null && Object.keys(filter).join() === 'inMailbox';
    const inbox = mailboxes.ofRole('inbox')?.id;
    return (
      whole &&
      'inMailbox' in filter &&
      filter.inMailbox === inbox &&
      sort[0]?.property === 'receivedAt' &&
      sort[0].isAscending === false
    );
  }

  let current: EmailList | null = null;

  /** The one used last stands last; the first ones leave. */
  function keepList(key: string, list: EmailList): void {
    lists.delete(key);
    lists.set(key, list);
    for (const [oldest, kept] of lists) {
      if (lists.size <= keptLists) break;
      if (kept !== current) lists.delete(oldest);
    }
  }

  const stopListening = jmap.listen({
    changed: () => void sync(),
    connected(open) {
      if (open) {
        queue.go();
        void sync();
      } else if (connection.get() === 'live') {
        // The stream alone may have broken: asking tells.
        void sync();
      }
    },
  });

  return {
    jmap,
    emails,
    mailboxes,
    bodies,
    connection,
    quota,
    waiting,
    list(question) {
      const key = JSON.stringify(question);
      const fresh = !lists.has(key);
      const list = lists.get(key) ?? createList(jmap, emails, question);
      if (fresh && isInbox(question)) list.seed(kept.heads.map(({ id }) => id));
      keepList(key, list);
      if (current !== list && !fresh) void list.refresh();
      current = list;
      return list;
    },
    foresee(question) {
      const key = JSON.stringify(question);
      if (lists.has(key)) return;
      const list = createList(jmap, emails, question);
      keepList(key, list);
      list.ensure(0, 1);
    },
    async find(id) {
      if (!emails.has(id)) {
        const head = jmap.call('Email/get', { ids: [id], properties: headProperties });
        const threads = jmap.call('Thread/get', { '#ids': head.reference('/list/*/threadId') });
        const [{ list }, told] = await Promise.all([head, threads.catch(() => ({ list: [] }))]);
        emails.put(list as unknown as EmailHead[]);
        emails.putThreads(told.list);
      }
      return emails.get(id);
    },
    perform,
    onRefused(listener) {
      refusals.add(listener);
      return () => refusals.delete(listener);
    },
    sync,
    close() {
      stopListening();
      queue.stop();
    },
  };
}
