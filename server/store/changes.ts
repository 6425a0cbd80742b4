/**
 * The change feed. A writer announces after its commit; subscribers of the account wake at once in this process, and in
 * the others through NOTIFY, sent coalesced and outside any writing transaction (inside one it takes a database-wide
 * lock at commit). An announcement is a hint: who wakes reads what is newer. Every watched account is compared with the
 * database each twenty seconds and after a reconnection, so that a lost hint costs seconds, never truth.
 */
import type { AccountId } from '../model/account.ts';
import type { Change, ChangeKind, ModSeq } from '../model/change.ts';
import type { Database } from './database.ts';
import { readModSeqs } from './mail-accounts.ts';

const channel = 'vaguemestre_changes';
const gatherMilliseconds = 5;
const compareMilliseconds = 20_000;
/** PostgreSQL refuses payloads of 8000 bytes; an item is at most 60. */
const itemsPerNotification = 120;

export type Changes = {
  /** Tells a change; call it after the commit only. */
  announce(change: Change): void;
  /** Wakes `heard` at each change of the account, until the returned function is called. */
  subscribe(accountId: AccountId, heard: (change: Change) => void): () => void;
  close(): Promise<void>;
};

/** Opens the feed. `process` names this process among those on the database: any text without a space. */
export async function openChanges(
  database: Database,
  options: { process: string; log: (error: unknown) => void },
): Promise<Changes> {
  const listeners = new Map<AccountId, Set<(change: Change) => void>>();
  const newest = new Map<AccountId, ModSeq>();
  let outgoing = new Map<AccountId, Change>();
  let gathering: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();

  function wake(change: Change): void {
    const known = newest.get(change.accountId);
    if (known !== undefined && change.modseq > known) newest.set(change.accountId, change.modseq);
    for (const heard of listeners.get(change.accountId) ?? []) heard(change);
  }

  function send(): void {
    gathering = undefined;
    const changes = [...outgoing.values()];
    outgoing = new Map();
    sending = sending.then(async () => {
      for (let start = 0; start < changes.length; start += itemsPerNotification) {
        const items = changes.slice(start, start + itemsPerNotification).map(write);
        // A hint that cannot be sent is made good by the comparison of the other processes.
        await database.notify(channel, `${options.process} ${items.join(' ')}`).catch(options.log);
      }
    });
  }

  async function compare(): Promise<void> {
    const watched = [...listeners.keys()];
    if (watched.length === 0) return;
    for (const [accountId, modseq] of await readModSeqs(database, watched)) {
      const known = newest.get(accountId);
      if (known === undefined || modseq > known) {
        newest.set(accountId, modseq);
        if (known !== undefined) wake({ accountId, modseq, kinds: everyKind });
      }
    }
  }
  const compareQuietly = (): void => void compare().catch(options.log);
  const comparing = setInterval(compareQuietly, compareMilliseconds);
  comparing.unref();

  const unlisten = await database.listen(channel, {
    onMessage: payload => {
      const [from, ...items] = payload.split(' ');
      if (from !== options.process) for (const item of items) wake(read(item));
    },
    onReconnect: compareQuietly,
  });

  return {
    announce(change) {
      wake(change);
      const waiting = outgoing.get(change.accountId);
      outgoing.set(change.accountId, waiting === undefined ? change : join(waiting, change));
      gathering ??= setTimeout(send, gatherMilliseconds);
    },
    subscribe(accountId, heard) {
      const set = listeners.get(accountId) ?? new Set();
      set.add(heard);
      listeners.set(accountId, set);
      if (!newest.has(accountId)) newest.set(accountId, 0 as ModSeq);
      return () => {
        set.delete(heard);
        if (set.size > 0 || listeners.get(accountId) !== set) return;
        listeners.delete(accountId);
        newest.delete(accountId);
      };
    },
    async close() {
      clearInterval(comparing);
      await unlisten();
      if (gathering !== undefined) {
        clearTimeout(gathering);
        send();
      }
      await sending;
    },
  };
}

const kindLetters = {
  email: 'e',
  mailbox: 'm',
  delivery: 'd',
  subscription: 's',
  quota: 'q',
  access: 'a',
  submission: 'o',
  contacts: 'c',
} as const satisfies Record<ChangeKind, string>;
const everyKind = Object.keys(kindLetters) as ChangeKind[];

function write(change: Change): string {
  return `${change.accountId}:${change.modseq}:${change.kinds.map(kind => kindLetters[kind]).join('')}`;
}

function read(item: string): Change {
  const [accountId, modseq, letters] = item.split(':');
  return {
    accountId: Number(accountId) as AccountId,
    modseq: Number(modseq) as ModSeq,
    kinds: everyKind.filter(kind => letters!.includes(kindLetters[kind])),
  };
}

function join(a: Change, b: Change): Change {
  const newer = a.modseq > b.modseq ? a : b;
  return { ...newer, kinds: [...new Set([...a.kinds, ...b.kinds])] };
}
