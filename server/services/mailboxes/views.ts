/**
 * The views this process keeps: per account one place in its history, per selected mailbox one view, all brought forward
 * together by one read of what is newer. Views are shared by sessions and dropped when the last one leaves.
 */
import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Log } from '../../observe/log.ts';
import { readModSeq } from '../../store/mail-accounts.ts';
import { readMailbox } from '../../store/mailboxes.ts';
import { listPlacements, type News, readNews } from '../../store/placements.ts';
import type { Store } from '../../store/store.ts';
import { MailboxView } from './view.ts';

/** A view held by one session. */
export type HeldView = {
  readonly view: MailboxView;
  /** Brings the view forward to all that is committed now, if anything is. */
  refresh(): Promise<void>;
  release(): void;
};

export type Views = {
  /**
   * Takes in a change this process has just committed, without reading it back, where it is the very next one. A
   * change that is not is left to the reading that its announcement starts.
   */
  advance(accountId: AccountId, news: Omit<News, 'goneFloor'>): void;
  /**
   * Opens the view of a mailbox. `changed` is called after the view has moved forward, whoever made the change, and
   * with `gone` true when the mailbox itself is no more.
   * @throws Refusal no-such-mailbox
   */
  hold(accountId: AccountId, mailboxId: MailboxId, changed: (gone: boolean) => void): Promise<HeldView>;
};

type SharedView = { readonly view: MailboxView; readonly holders: Set<(gone: boolean) => void> };

/** What one account's views share. */
type Watch = {
  readonly accountId: AccountId;
  modseq: ModSeq;
  readonly views: Map<MailboxId, SharedView>;
  /** Opening views, so that two sessions selecting at once read the rows once. */
  readonly opening: Map<MailboxId, Promise<SharedView>>;
  refreshing: Promise<void> | null;
  /** A change was told while refreshing: read again. */
  stale: boolean;
  unsubscribe: () => void;
};

export function createViews(store: Store, log: Log): Views {
  const watches = new Map<AccountId, Watch>();

  function watchOf(accountId: AccountId): Watch {
    const known = watches.get(accountId);
    if (known !== undefined) return known;
    const watch: Watch = {
      accountId,
      modseq: 0 as ModSeq,
      views: new Map(),
      opening: new Map(),
      refreshing: null,
      stale: false,
      unsubscribe: () => {},
    };
    watch.unsubscribe = store.changes.subscribe(accountId, change => {
      if (change.modseq <= watch.modseq) return;
      // The database being away is told to sessions by their own commands; the comparison of the feed wakes us later.
      refresh(watch).catch(error => log.warn('view-refresh-failed', { accountId, error }));
    });
    watches.set(accountId, watch);
    return watch;
  }

  /** One reader at a time; callers that come while it reads share one more reading after it. */
  function refresh(watch: Watch): Promise<void> {
    if (watch.refreshing !== null) {
      watch.stale = true;
      return watch.refreshing;
    }
    watch.refreshing = (async () => {
      try {
        do {
          watch.stale = false;
          await readOnce(watch);
        } while (watch.stale);
      } finally {
        watch.refreshing = null;
      }
    })();
    return watch.refreshing;
  }

  async function readOnce(watch: Watch): Promise<void> {
    if (watch.views.size === 0) return;
    const news = await readNews(store.database, watch.accountId, watch.modseq);
    if (news === null) {
      for (const { holders } of watch.views.values()) for (const changed of holders) changed(true);
      return;
    }
    if (news.modseq > watch.modseq) moveForward(watch, news);
  }

  function moveForward(watch: Watch, news: Omit<News, 'goneFloor'>): void {
    watch.modseq = news.modseq;
    for (const [mailboxId, { view, holders }] of watch.views) {
      const placements = news.placements.filter(placement => placement.mailboxId === mailboxId);
      const gone = news.gone.filter(one => one.mailboxId === mailboxId);
      const removed = news.removed.includes(mailboxId);
      if (placements.length === 0 && gone.length === 0 && !removed) continue;
      view.apply(placements, gone);
      for (const changed of holders) changed(removed);
    }
  }

  async function open(watch: Watch, mailboxId: MailboxId): Promise<SharedView> {
    // The account's modseq is read before its placements, so that whatever is missed is newer and read again.
    const account = await readModSeq(store.database, watch.accountId);
    const [mailbox, placements] = await Promise.all([
      readMailbox(store.database, watch.accountId, mailboxId),
      listPlacements(store.database, watch.accountId, mailboxId),
    ]);
    if (account === null || mailbox === null) throw new Refusal('no-such-mailbox');
    const view = new MailboxView(mailboxId, mailbox.highestModSeq);
    view.apply(placements, []);
    // The watch stands at the oldest of its views.
    if (watch.views.size === 0 || account.modseq < watch.modseq) watch.modseq = account.modseq;
    const shared: SharedView = { view, holders: new Set() };
    watch.views.set(mailboxId, shared);
    return shared;
  }

  async function holdIn(watch: Watch, mailboxId: MailboxId, changed: (gone: boolean) => void): Promise<SharedView> {
    const known = watch.views.get(mailboxId);
    if (known === undefined) {
      const opening = watch.opening.get(mailboxId) ?? open(watch, mailboxId);
      watch.opening.set(mailboxId, opening);
      const held = await opening.finally(() => watch.opening.delete(mailboxId));
      held.holders.add(changed);
      return held;
    }
    known.holders.add(changed);
    await refresh(watch).catch(error => {
      letGo(watch, known, changed);
      throw error;
    });
    return known;
  }

  function letGo(watch: Watch, held: SharedView, changed: (gone: boolean) => void): void {
    held.holders.delete(changed);
    const { mailboxId } = held.view;
    if (held.holders.size === 0 && watch.views.get(mailboxId) === held) watch.views.delete(mailboxId);
    dropIfUnused(watch);
  }

  return {
    advance(accountId, news) {
      const watch = watches.get(accountId);
      if (watch !== undefined && watch.refreshing === null && watch.modseq === news.modseq - 1)
        moveForward(watch, news);
    },
    async hold(accountId, mailboxId, changed) {
      const watch = watchOf(accountId);
      const held = await holdIn(watch, mailboxId, changed).catch(error => {
        dropIfUnused(watch);
        throw error;
      });
      return {
        view: held.view,
        refresh: () => refresh(watch),
        release: () => letGo(watch, held, changed),
      };
    },
  };

  function dropIfUnused(watch: Watch): void {
    if (watch.views.size > 0 || watch.opening.size > 0 || watches.get(watch.accountId) !== watch) return;
    watch.unsubscribe();
    watches.delete(watch.accountId);
  }
}
