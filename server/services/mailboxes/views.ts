/**
 * The views this process keeps: per account one watch over its history, per selected mailbox one view, all brought
 * forward together by one read of what is newer. Views are shared by sessions. When the last one leaves, a view is kept
 * as it stands, for most clients come back soon: it costs its memory, up to a bound, and nothing else.
 *
 * A guest of a shared mailbox has a watch of its own over the owner's account, for its `\Seen` marks are its own: its
 * views show them in the place of the owner's, so that nobody above knows the difference.
 */
import type { AccountId } from '../../model/account.ts';
import type { ModSeq } from '../../model/change.ts';
import type { MailboxId, Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Log } from '../../observe/log.ts';
import { readSpellings } from '../../store/keywords.ts';
import { readModSeq } from '../../store/mail-accounts.ts';
import { claimRecent, readMailbox } from '../../store/mailboxes.ts';
import { listPlacements, type News, type Placement, readNews } from '../../store/placements.ts';
import { listPlacementsSeenBy, readNewsSeenBy } from '../../store/seen.ts';
import type { Store } from '../../store/store.ts';
import { keepUnheld } from './unheld.ts';
import { MailboxView } from './view.ts';

/** A view held by one session. */
export type HeldView = {
  readonly view: MailboxView;
  /** Brings the view forward to all that is committed now, if anything is. */
  refresh(): Promise<void>;
  /** Resolves when the view shows all changes up to `modseq`. */
  reach(modseq: ModSeq): Promise<void>;
  /** The first UID that no session was told of as recent; all from it on are the caller's to tell. rfc/3501#2.3.2 */
  claimRecent(): Uid;
  release(): void;
};

/** Whose eyes a view is seen with. */
export type ViewKey = { readonly accountId: AccountId; readonly mailboxId: MailboxId; readonly reader: AccountId };

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
  hold(key: ViewKey, changed: (gone: boolean) => void): Promise<HeldView>;
};

type SharedView = {
  readonly view: MailboxView;
  /** All changes up to here are in the view. */
  position: ModSeq;
  readonly holders: Set<(gone: boolean) => void>;
  /** The first UID nobody was told of as recent. */
  recentUid: Uid;
  claimed: boolean;
};

/** What one account's views share. */
type Watch = {
  readonly accountId: AccountId;
  /** A guest, or null for the owner. */
  readonly reader: AccountId | null;
  readonly views: Map<MailboxId, SharedView>;
  /** How keywords are written; filled before any view shows one. */
  readonly spellings: Map<string, string>;
  /** Opening views, so that two sessions selecting at once read the rows once. */
  readonly opening: Map<MailboxId, Promise<SharedView>>;
  refreshing: Promise<void> | null;
  /** A change was told while reading: read again, and these wait for it. */
  again: PromiseWithResolvers<void> | null;
  /** Stops listening to changes; null while no view is held. */
  unsubscribe: (() => void) | null;
};

export function createViews(store: Store, log: Log): Views {
  const watches = new Map<string, Watch>();
  const unheld = keepUnheld<SharedView, Watch>(
    ({ view }) => view,
    ({ view }, watch) => {
      watch.views.delete(view.mailboxId);
      dropIfUnused(watch);
    },
  );

  function watchOf({ accountId, reader }: ViewKey): Watch {
    const name = watchName(accountId, reader);
    const known = watches.get(name);
    if (known !== undefined) return known;
    const watch: Watch = {
      accountId,
      reader: reader === accountId ? null : reader,
      views: new Map(),
      spellings: new Map(),
      opening: new Map(),
      refreshing: null,
      again: null,
      unsubscribe: null,
    };
    watches.set(name, watch);
    return watch;
  }

  function listen(watch: Watch): void {
    if (watch.unsubscribe !== null) return;
    const { accountId } = watch;
    watch.unsubscribe = store.changes.subscribe(accountId, change => {
      if (change.modseq <= positionOf(watch)) return;
      // The database being away is told to sessions by their own commands; the comparison of the feed wakes us later.
      refresh(watch).catch(error => log.warn('view-refresh-failed', { accountId, error }));
    });
  }

  /**
   * Brings all views of a watch forward. One reading at a time; whoever comes while it reads shares one more reading
   * after it, because what they want to see may be newer than it.
   */
  function refresh(watch: Watch): Promise<void> {
    if (watch.refreshing !== null) {
      watch.again ??= Promise.withResolvers();
      return watch.again.promise;
    }
    watch.refreshing = readNewer(watch).finally(() => {
      watch.refreshing = null;
      const { again } = watch;
      watch.again = null;
      if (again !== null) refresh(watch).then(again.resolve, again.reject);
    });
    return watch.refreshing;
  }

  async function readNewer(watch: Watch): Promise<void> {
    const { accountId, reader } = watch;
    const since = positionOf(watch);
    if (since === Number.POSITIVE_INFINITY) return;
    const news = await (reader === null
      ? readNews(store.database, accountId, since)
      : readNewsSeenBy(store.database, accountId, since, reader));
    if (news === null) {
      for (const { holders } of watch.views.values()) for (const changed of holders) changed(true);
    } else {
      await learnSpellings(watch, news.placements);
      if (news.goneFloor > since) await startAfresh(watch, news);
      else if (news.modseq > since) moveForward(watch, news, since);
    }
  }

  /** A keyword met for the first time may have been written in its own way by another process. */
  async function learnSpellings({ accountId, spellings }: Watch, placements: readonly Placement[]): Promise<void> {
    const unknown = placements.some(({ keywords }) => keywords.some(keyword => !spellings.has(keyword)));
    if (!unknown) return;
    const written = await readSpellings(store.database, accountId);
    for (const { keywords } of placements)
      for (const keyword of keywords) spellings.set(keyword, written.get(keyword) ?? keyword);
  }

  /** `news` is all that happened after `since`: views that stand further back, kept without a holder, stay there. */
  function moveForward(watch: Watch, news: Omit<News, 'goneFloor'>, since: number): void {
    for (const [mailboxId, shared] of watch.views) {
      if (shared.position >= news.modseq || shared.position < since) continue;
      shared.position = news.modseq;
      const placements = news.placements.filter(placement => placement.mailboxId === mailboxId);
      const gone = news.gone.filter(one => one.mailboxId === mailboxId);
      const removed = news.removed.includes(mailboxId);
      if (placements.length === 0 && gone.length === 0 && !removed) continue;
      shared.view.apply(placements, gone);
      for (const changed of shared.holders) changed(removed);
    }
  }

  /** Tombstones have expired since the views last moved: what is there now is compared with what they show. */
  async function startAfresh(watch: Watch, news: News): Promise<void> {
    for (const [mailboxId, { view }] of [...watch.views]) {
      const placements = await list(watch, mailboxId);
      const left = new Set<number>(placements.map(({ uid }) => uid));
      const gone = Array.from(view.uids.subarray(0, view.count))
        .filter(uid => !left.has(uid))
        .map(uid => ({ uid: uid as Uid, modseq: news.modseq, mailboxId, emailId: view.emailIdAt(view.indexOf(uid)) }));
      const removed = (await readMailbox(store.database, watch.accountId, mailboxId)) === null ? [mailboxId] : [];
      const only = { ...watch, views: new Map([[mailboxId, watch.views.get(mailboxId)!]]) };
      moveForward(only, { ...news, placements, gone: gone.map(one => ({ ...one, destroyed: false })), removed }, 0);
    }
  }

  function list({ accountId, reader }: Watch, mailboxId: MailboxId): Promise<Placement[]> {
    if (reader === null) return listPlacements(store.database, accountId, mailboxId);
    return listPlacementsSeenBy(store.database, accountId, mailboxId, reader);
  }

  async function open(watch: Watch, mailboxId: MailboxId): Promise<SharedView> {
    // The account's modseq is read before its placements, so that whatever is missed is newer and read again.
    const account = await readModSeq(store.database, watch.accountId);
    const [mailbox, placements] = await Promise.all([
      readMailbox(store.database, watch.accountId, mailboxId),
      list(watch, mailboxId),
    ]);
    if (account === null || mailbox === null) throw new Refusal('no-such-mailbox');
    await learnSpellings(watch, placements);
    const view = new MailboxView(mailboxId, mailbox.highestModSeq, placements.length, watch.spellings);
    view.apply(placements, []);
    const shared: SharedView = {
      view,
      position: account.modseq,
      holders: new Set(),
      recentUid: mailbox.recentUid,
      claimed: false,
    };
    watch.views.set(mailboxId, shared);
    return shared;
  }

  async function holdIn(watch: Watch, mailboxId: MailboxId, changed: (gone: boolean) => void): Promise<SharedView> {
    const known = watch.views.get(mailboxId);
    if (known === undefined) {
      const opening = watch.opening.get(mailboxId) ?? open(watch, mailboxId);
      watch.opening.set(mailboxId, opening);
      const held = await opening.finally(() => watch.opening.delete(mailboxId));
      take(watch, held, changed);
      return held;
    }
    take(watch, known, changed);
    await refresh(watch).catch(error => {
      letGo(watch, known, changed);
      throw error;
    });
    return known;
  }

  /** One more holder. Between opening and now the view may have been left, kept and forgotten. */
  function take(watch: Watch, shared: SharedView, changed: (gone: boolean) => void): void {
    shared.holders.add(changed);
    unheld.take(shared);
    watch.views.set(shared.view.mailboxId, shared);
    watches.set(watchName(watch.accountId, watch.reader ?? watch.accountId), watch);
    listen(watch);
  }

  function letGo(watch: Watch, held: SharedView, changed: (gone: boolean) => void): void {
    held.holders.delete(changed);
    const { mailboxId } = held.view;
    if (held.claimed) {
      held.claimed = false;
      // Told as recent or not: nothing else depends on it.
      claimRecent(store.database, watch.accountId, mailboxId, held.recentUid).catch(error =>
        log.warn('recent-not-kept', { accountId: watch.accountId, error }),
      );
    }
    if (held.holders.size === 0 && watch.views.get(mailboxId) === held) unheld.keep(held, watch);
    if (positionOf(watch) === Number.POSITIVE_INFINITY) {
      watch.unsubscribe?.();
      watch.unsubscribe = null;
    }
    dropIfUnused(watch);
  }

  function dropIfUnused(watch: Watch): void {
    const name = watchName(watch.accountId, watch.reader ?? watch.accountId);
    if (watch.views.size > 0 || watch.opening.size > 0 || watches.get(name) !== watch) return;
    watches.delete(name);
  }

  return {
    advance(accountId, news) {
      const watch = watches.get(watchName(accountId, accountId));
      if (watch === undefined || watch.refreshing !== null) return;
      const known = news.placements.every(({ keywords }) => keywords.every(keyword => watch.spellings.has(keyword)));
      if (known && positionOf(watch) === news.modseq - 1) moveForward(watch, news, news.modseq - 1);
    },
    async hold(key, changed) {
      const watch = watchOf(key);
      // One function per holder, so that a session may hold a view twice.
      const own = (gone: boolean) => changed(gone);
      const held = await holdIn(watch, key.mailboxId, own).catch(error => {
        dropIfUnused(watch);
        throw error;
      });
      return {
        view: held.view,
        refresh: () => refresh(watch),
        reach: async modseq => {
          if (held.position < modseq) await refresh(watch);
        },
        claimRecent() {
          const first = held.recentUid;
          const { view } = held;
          const next = (view.count === 0 ? 1 : view.uidAt(view.count - 1) + 1) as Uid;
          if (next > first && watch.reader === null) {
            held.recentUid = next;
            held.claimed = true;
          }
          return watch.reader === null ? first : next;
        },
        release: () => letGo(watch, held, own),
      };
    },
  };
}

function watchName(accountId: AccountId, reader: AccountId): string {
  return reader === accountId ? `${accountId}` : `${accountId}/${reader}`;
}

/** Where the view that is furthest behind stands, of those that are held. */
function positionOf(watch: Watch): ModSeq {
  let oldest = Number.POSITIVE_INFINITY;
  for (const { position, holders } of watch.views.values()) if (holders.size > 0) oldest = Math.min(oldest, position);
  return oldest as ModSeq;
}
