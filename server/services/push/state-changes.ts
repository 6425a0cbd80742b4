/**
 * Telling clients that something changed: which types, and the state each has now. rfc/8620#7.1 What waits to be told is
 * one state a type, the newest: a client that reads slowly, or not at all, costs no more than that.
 */

import { writeAccountId } from '../../formats/object-id/object-id.ts';
import type { AccountId } from '../../model/account.ts';
import type { Change, ChangeKind, ModSeq } from '../../model/change.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { listShares } from '../mailboxes/access.ts';

const typesOf = {
  email: ['Email', 'Mailbox'],
  mailbox: ['Mailbox', 'Thread'],
  delivery: ['Email', 'Mailbox', 'Thread', 'EmailDelivery'],
  subscription: ['Mailbox'],
  quota: ['Quota'],
  access: ['Mailbox', 'ShareNotification'],
  submission: ['EmailSubmission', 'Identity'],
  contacts: ['AddressBook', 'ContactCard'],
} as const satisfies Record<ChangeKind, readonly string[]>;

/** Every type that is told of. */
export const pushedTypes: readonly string[] = [...new Set(Object.values(typesOf).flat())];

/** What is told of others' accounts. */
const sharedTypes: readonly string[] = ['Email', 'Mailbox', 'Thread'];

export type StateChange = { readonly '@type': 'StateChange'; readonly changed: Record<string, Record<string, string>> };

export type Pusher = {
  /** Tells the state of every type, where the account moved on since. */
  catchUp(since: ModSeq, now: ModSeq): void;
  stop(): void;
};

/** An account whose changes are told. */
type Watched = { readonly waiting: Map<string, ModSeq>; readonly stop: () => void };

/**
 * Tells changes of the actor's account, and of those that others share with it, from now on. What is shared is looked at
 * again whenever access to anything changes: an account that is shared no more is told of no more.
 * @param types null: all of them
 * @param gather waited for before a change is written: what comes meanwhile is written with it
 * @param write gets one change and the modseq of the own account it brings the client to; resolves when another can be written
 */
export function startPush(
  house: Pick<House, 'store' | 'log'>,
  actor: Actor,
  types: ReadonlySet<string> | null,
  write: (change: StateChange, modseq: ModSeq) => Promise<void>,
  gather?: () => Promise<void>,
): Pusher {
  const watched = new Map<AccountId, Watched>();
  let newest = 0 as ModSeq;
  let writing = false;
  let stopped = false;

  function tell(accountId: AccountId, names: readonly string[], modseq: ModSeq): void {
    const account = watched.get(accountId);
    if (account === undefined) return;
    for (const name of names) if (types === null || types.has(name)) account.waiting.set(name, modseq);
    if (accountId === actor.accountId && modseq > newest) newest = modseq;
    if (!writing && account.waiting.size > 0) void flush();
  }

  async function flush(): Promise<void> {
    writing = true;
    for (;;) {
      if (gather !== undefined) await gather();
      const changed = takeWaiting();
      if (changed === null || stopped) break;
      await write({ '@type': 'StateChange', changed }, newest);
    }
    writing = false;
  }

  function takeWaiting(): StateChange['changed'] | null {
    const changed: StateChange['changed'] = {};
    for (const [accountId, { waiting }] of watched) {
      if (waiting.size === 0) continue;
      const states = [...waiting].map(([name, modseq]) => [name, String(modseq)]);
      changed[writeAccountId(accountId)] = Object.fromEntries(states);
      waiting.clear();
    }
    return Object.keys(changed).length === 0 ? null : changed;
  }

  function watch(accountId: AccountId): void {
    if (watched.has(accountId) || stopped) return;
    const own = accountId === actor.accountId;
    const stop = house.store.changes.subscribe(accountId, ({ kinds, modseq }: Change) => {
      const names = new Set(kinds.flatMap((kind): readonly string[] => typesOf[kind]));
      tell(accountId, own ? [...names] : [...names].filter(name => sharedTypes.includes(name)), modseq);
      if (kinds.includes('access')) lookAround();
    });
    watched.set(accountId, { waiting: new Map(), stop });
  }

  /** Finds which accounts are shared now; whose state those told of for the first time have, a client asks itself. */
  function lookAround(): void {
    listShares(house, actor).then(
      shares => {
        const shared = new Set(shares.map(share => share.accountId));
        for (const [accountId, { stop }] of watched) {
          if (accountId === actor.accountId || shared.has(accountId)) continue;
          stop();
          watched.delete(accountId);
        }
        for (const accountId of shared) watch(accountId);
      },
      error => house.log.warn('shares-not-read', { account: actor.accountId, error }),
    );
  }

  watch(actor.accountId);
  lookAround();
  return {
    catchUp(since, now) {
      const told = pushedTypes.filter(name => name !== 'EmailDelivery');
      if (now !== since) tell(actor.accountId, told, now);
    },
    stop() {
      stopped = true;
      for (const { stop } of watched.values()) stop();
      watched.clear();
    },
  };
}
