/**
 * Telling clients that something changed: which types, and the state each has now. rfc/8620#7.1 What waits to be told is
 * one state a type, the newest: a client that reads slowly, or not at all, costs no more than that.
 */

import { writeAccountId } from '../../formats/object-id/object-id.ts';
import type { Change, ChangeKind, ModSeq } from '../../model/change.ts';
import type { Actor } from '../../services/actor.ts';
import type { House } from '../../services/house.ts';
import { writeState } from './states.ts';

const typesOf = {
  email: ['Email', 'Mailbox'],
  mailbox: ['Mailbox', 'Thread'],
  delivery: ['Email', 'Mailbox', 'Thread', 'EmailDelivery'],
  subscription: ['Mailbox'],
  quota: ['Quota'],
  access: ['Mailbox'],
  submission: ['EmailSubmission', 'Identity'],
  contacts: ['AddressBook', 'ContactCard'],
} as const satisfies Record<ChangeKind, readonly string[]>;

/** Every type that is told of. */
export const pushedTypes: readonly string[] = [...new Set(Object.values(typesOf).flat())];

export type StateChange = { readonly '@type': 'StateChange'; readonly changed: Record<string, Record<string, string>> };

export type Pusher = {
  /** Tells the state of every type, where the account moved on since. */
  catchUp(since: ModSeq, now: ModSeq): void;
  stop(): void;
};

/**
 * Tells changes of the actor's account from now on.
 * @param types null: all of them
 * @param write gets one change and the modseq it brings the client to; resolves when another can be written
 */
export function startPush(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  types: ReadonlySet<string> | null,
  write: (change: StateChange, modseq: ModSeq) => Promise<void>,
): Pusher {
  const waiting = new Map<string, ModSeq>();
  let writing = false;
  let stopped = false;

  function tell(names: readonly string[], modseq: ModSeq): void {
    for (const name of names) if (types === null || types.has(name)) waiting.set(name, modseq);
    if (!writing && waiting.size > 0) void flush();
  }

  async function flush(): Promise<void> {
    writing = true;
    while (waiting.size > 0 && !stopped) {
      const newest = Math.max(...waiting.values()) as ModSeq;
      const states = Object.fromEntries([...waiting].map(([name, modseq]) => [name, writeState(modseq)]));
      waiting.clear();
      await write({ '@type': 'StateChange', changed: { [writeAccountId(accountId)]: states } }, newest);
    }
    writing = false;
  }

  const unsubscribe = store.changes.subscribe(accountId, ({ kinds, modseq }: Change) =>
    tell([...new Set(kinds.flatMap(kind => typesOf[kind]))], modseq),
  );
  return {
    catchUp(since, now) {
      if (now !== since)
        tell(
          pushedTypes.filter(name => name !== 'EmailDelivery'),
          now,
        );
    },
    stop() {
      stopped = true;
      unsubscribe();
    },
  };
}
