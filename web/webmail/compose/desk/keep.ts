/**
 * What is being written, on this machine: for a tab that closes, a machine that stops, a network that is away. It bears
 * its account: whoever signs in as somebody else never sees it, and has it removed; signing out removes it. Where a
 * session merely ended it waits for the same person, a week at most: nothing typed is lost because an hour has passed.
 */
import type { Id } from '../../../jmap/objects.ts';
import type { Letter } from '../letter/letter.ts';

export type Kept = {
  readonly key: string;
  readonly accountId: Id;
  readonly letter: Letter;
  /** The draft on the server that this replaces. */
  readonly draftId: Id | null;
  /** Whether the server lacks something of it. */
  readonly unsaved: boolean;
  /** Files that are not on the server yet, by their key. */
  readonly blobs: Readonly<Record<string, Blob>>;
  readonly at: number;
};

export type Keep = {
  all(accountId: Id): Promise<Kept[]>;
  put(kept: Kept): Promise<void>;
  remove(key: string): Promise<void>;
};

const name = 'courrier-ecrits';
const longest = 7 * 86_400_000;

/** Opens it; where the browser keeps nothing (a private window), what is written lives in the page and in the drafts. */
export async function openKeep(factory: IDBFactory | undefined, now: () => number): Promise<Keep> {
  const database = factory && (await openDatabase(factory).catch(() => null));
  // Signing out removes it all, from any tab.
  if (database) database.onversionchange = () => database.close();
  if (!database) return { all: async () => [], put: async () => {}, remove: async () => {} };
  const letters = (mode: IDBTransactionMode) => database.transaction('letters', mode).objectStore('letters');
  return {
    async all(accountId) {
      const kept = (await done(letters('readonly').getAll())) as Kept[];
      const wanted = kept.filter(each => each.accountId === accountId && each.at > now() - longest);
      const store = letters('readwrite');
      await Promise.all(kept.filter(each => !wanted.includes(each)).map(({ key }) => done(store.delete(key))));
      return wanted.sort((one, other) => one.at - other.at);
    },
    put: async kept => void (await done(letters('readwrite').put(kept))),
    remove: async key => void (await done(letters('readwrite').delete(key))),
  };
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const opening = factory.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('letters', { keyPath: 'key' });
  return done(opening);
}

function done<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
