/**
 * What stays on this machine for a time without network: folders, the first mails of the inbox, the last mails read, and
 * acts that wait. It belongs to one account, and leaves with the session: a computer may be everybody's.
 */
import type { EmailBody, EmailHead, Id, Mailbox } from '../../jmap/objects.ts';
import type { Session } from '../../jmap/session.ts';
import type { Change } from '../store/queue.ts';

export type Kept = {
  readonly session: Session | null;
  readonly mailboxes: readonly Mailbox[];
  readonly heads: readonly EmailHead[];
  readonly queue: readonly Change[];
};

export type Shelf = {
  all(): Promise<Kept>;
  keepSession(session: Session): Promise<void>;
  keepMailboxes(list: readonly Mailbox[]): Promise<void>;
  keepHeads(heads: readonly EmailHead[]): Promise<void>;
  keepQueue(changes: readonly Change[]): Promise<void>;
  body(id: Id): Promise<EmailBody | undefined>;
  keepBody(body: EmailBody): Promise<void>;
  /** Removes everything. */
  empty(): Promise<void>;
};

const name = 'courrier';
const bodiesKept = 60;
/** Of a mail larger than this nothing is kept. Octets, about. */
const largestBody = 400_000;

/** Opens it; where the browser keeps nothing (a private window), a shelf that forgets. */
export async function openShelf(factory: IDBFactory | undefined): Promise<Shelf> {
  const database = factory && (await openDatabase(factory).catch(() => null));
  return database ? shelfOf(database) : forgetful;
}

export const nothingKept: Kept = { session: null, mailboxes: [], heads: [], queue: [] };

const nothing = async (): Promise<void> => {};
const forgetful: Shelf = {
  all: async () => nothingKept,
  keepSession: nothing,
  keepMailboxes: nothing,
  keepHeads: nothing,
  keepQueue: nothing,
  body: async () => undefined,
  keepBody: nothing,
  empty: nothing,
};

function shelfOf(database: IDBDatabase): Shelf {
  const facts = (mode: IDBTransactionMode) => database.transaction('facts', mode).objectStore('facts');
  const bodies = (mode: IDBTransactionMode) => database.transaction('bodies', mode).objectStore('bodies');
  const keep = (key: string) => async (value: unknown) => void (await done(facts('readwrite').put(value, key)));

  return {
    async all() {
      const read = facts('readonly');
      const [session, mailboxes, heads, queue] = await Promise.all(
        ['session', 'mailboxes', 'heads', 'queue'].map(key => done(read.get(key))),
      );
      return {
        session: (session as Session | undefined) ?? null,
        mailboxes: (mailboxes as Mailbox[] | undefined) ?? [],
        heads: (heads as EmailHead[] | undefined) ?? [],
        queue: (queue as Change[] | undefined) ?? [],
      };
    },
    keepSession: keep('session'),
    keepMailboxes: keep('mailboxes'),
    keepHeads: keep('heads'),
    keepQueue: keep('queue'),
    body: async id => ((await done(bodies('readonly').get(id))) as { body: EmailBody } | undefined)?.body,
    async keepBody(body) {
      const size = Object.values(body.bodyValues).reduce((sum, { value }) => sum + value.length, 0);
      if (size > largestBody) return;
      const store = bodies('readwrite');
      await done(store.put({ body, readAt: Date.now() }, body.id));
      const surplus = (await done(store.count())) - bodiesKept;
      if (surplus <= 0) return;
      const oldest = await done(store.index('readAt').getAllKeys(null, surplus));
      await Promise.all(oldest.map(key => done(store.delete(key))));
    },
    async empty() {
      await Promise.all([done(facts('readwrite').clear()), done(bodies('readwrite').clear())]);
    },
  };
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const opening = factory.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('facts');
    opening.result.createObjectStore('bodies').createIndex('readAt', 'readAt');
  };
  return done(opening);
}

function done<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
