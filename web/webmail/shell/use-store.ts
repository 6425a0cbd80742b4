/** The store, from inside the pages: each piece drawn again when it alone changes. */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { JmapFault } from '../../jmap/fault.ts';
import type { EmailBody, EmailHead, Id, Mailbox } from '../../jmap/objects.ts';
import type { EmailList, Rows } from '../store/list.ts';
import type { Store } from '../store/store.ts';

export const StoreContext = createContext<Store | null>(null);

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('no store around this page');
  return store;
}

export function useCell<Value>(cell: { get(): Value; watch(changed: () => void): () => void }): Value {
  return useSyncExternalStore(cell.watch, cell.get);
}

export function useMailboxes(): readonly Mailbox[] {
  const { mailboxes } = useStore();
  return useSyncExternalStore(mailboxes.watch, mailboxes.all);
}

export function useEmail(id: Id | undefined): EmailHead | undefined {
  const { emails } = useStore();
  const watch = useCallback(
    (changed: () => void) => (id === undefined ? () => {} : emails.watch(id, changed)),
    [emails, id],
  );
  return useSyncExternalStore(watch, () => (id === undefined ? undefined : emails.get(id)));
}

/** The emails of a conversation, oldest first. */
export function useThread(threadId: Id | undefined): readonly Id[] | null {
  const { emails } = useStore();
  const watch = useCallback(
    (changed: () => void) => (threadId === undefined ? () => {} : emails.watchThread(threadId, changed)),
    [emails, threadId],
  );
  return useSyncExternalStore(watch, () => (threadId === undefined ? null : emails.thread(threadId)));
}

export function useRows(list: EmailList | null): Rows {
  const nothing: Rows = none;
  return useSyncExternalStore(list?.watch ?? never, () => list?.rows() ?? nothing);
}

const none: Rows = { ids: null, fault: null };
const never = () => () => {};

/** The body of an email, why there is none, or undefined while it comes. */
export function useBody(id: Id): EmailBody | JmapFault | undefined {
  const { bodies } = useStore();
  const watch = useCallback(
    (changed: () => void) => {
      const stop = bodies.watch(id, changed);
      bodies.read(id);
      return stop;
    },
    [bodies, id],
  );
  return useSyncExternalStore(watch, () => bodies.get(id));
}
