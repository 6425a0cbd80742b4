/**
 * Sessions of mail programs open in this process. A suspension, a new password, a second factor switched on or a revoked
 * device raise the credential version of the account: every session from before ends within half a minute, by one read
 * for all of them.
 */
import type { AccountId } from '../../model/account.ts';
import { readVersions } from '../../store/accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

export type Presence = {
  /** `end` is called once, when the session must close. @returns takes the session off, when it ended by itself */
  enter(actor: Actor, end: () => void): () => void;
  /** Compares now, and ends what no longer holds. */
  compare(): Promise<void>;
  close(): void;
};

type Present = { readonly version: number; readonly end: () => void };

const everyMilliseconds = 15_000;

export function createPresence({ store, log }: Pick<House, 'store' | 'log'>): Presence {
  const present = new Map<AccountId, Set<Present>>();
  // The database being away ends nobody: the comparison after its return does.
  const clockwork = setInterval(() => {
    compare().catch(error => log.warn('presence-not-compared', { error: error as Error }));
  }, everyMilliseconds);
  clockwork.unref();

  async function compare(): Promise<void> {
    if (present.size === 0) return;
    const versions = await readVersions(store.database, [...present.keys()]);
    for (const [accountId, sessions] of present) {
      for (const session of [...sessions]) {
        if (session.version === versions.get(accountId)) continue;
        leave(accountId, session);
        log.info('session-ended', { account: accountId });
        session.end();
      }
    }
  }

  function leave(accountId: AccountId, session: Present): void {
    const sessions = present.get(accountId);
    sessions?.delete(session);
    if (sessions?.size === 0) present.delete(accountId);
  }

  return {
    enter({ accountId, version }, end) {
      if (version === undefined) return () => {};
      const session = { version, end };
      const sessions = present.get(accountId) ?? new Set();
      present.set(accountId, sessions.add(session));
      return () => leave(accountId, session);
    },
    compare,
    close: () => clearInterval(clockwork),
  };
}
