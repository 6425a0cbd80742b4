/**
 * Everything that is being written, whatever page is in view, and the last mail that was sent while it can be taken back.
 */
import { isPassing, JmapFault } from '../../../jmap/fault.ts';
import type { Id, Identity } from '../../../jmap/objects.ts';
import { pathOf } from '../../store/patch.ts';
import type { Store } from '../../store/store.ts';
import { type Cell, createCell } from '../../store/watchers.ts';
import type { Letter } from '../letter/letter.ts';
import { beforeLeaving, markWritings } from '../open.ts';
import { spelling } from '../spelling.ts';
import { createHold } from './hold.ts';
import { type Keep, type Kept, openKeep } from './keep.ts';
import { NotTaken, stillDrafts } from './save.ts';
import { findSent, listWaiting, type Sent, sendDraft, takeBack, undoSeconds, type Waiting } from './send.ts';
import { createWriting, type Writing } from './writing.ts';

/** A mail that just left, or will. */
export type LastSent = Sent & {
  readonly emailId: Id;
  readonly letter: Letter;
  /** Until when it can be taken back here; null where it waits for an hour that was chosen. */
  readonly until: number | null;
  /** Its mark on the mail it is about was put by it. */
  readonly marked: boolean;
};

export type Outcome =
  | { readonly kind: 'sent' }
  /** Not on the server: the network, or the session. It is kept. */
  | { readonly kind: 'unsaved' }
  /** The words of the server. */
  | { readonly kind: 'refused'; readonly type: string; readonly description: string };

export type Desk = {
  readonly writings: Pick<Cell<readonly Writing[]>, 'get' | 'watch'>;
  readonly identities: Pick<Cell<readonly Identity[]>, 'get' | 'watch'>;
  readonly last: Pick<Cell<LastSent | null>, 'get' | 'watch'>;
  readonly waiting: Pick<Cell<readonly Waiting[]>, 'get' | 'watch'>;
  get(key: string): Writing | undefined;
  ofDraft(emailId: Id): Writing | undefined;
  begin(letter: Letter, draftId: Id | null): Writing;
  /** Saved, and off the desk; false where the server does not have it: then it stays. */
  close(writing: Writing): Promise<boolean>;
  /** Removed for good, its draft too. */
  discard(writing: Writing): Promise<void>;
  send(writing: Writing, at: Date | null): Promise<Outcome>;
  /** Takes the last mail back. @returns what goes on being written, or null where it had left */
  undo(): Promise<Writing | null>;
  /** Takes back what waits for its hour. @returns whether it could be */
  unschedule(waiting: Waiting): Promise<boolean>;
  lookAtWaiting(): Promise<void>;
  forgetLast(): void;
};

const desks = new WeakMap<Store, Promise<Desk>>();

/** The one desk of a store. */
export function deskOf(store: Store): Promise<Desk> {
  const known = desks.get(store) ?? openDesk(store);
  desks.set(store, known);
  return known;
}

async function openDesk(store: Store): Promise<Desk> {
  const { jmap } = store;
  const keep: Keep = await openKeep(globalThis.indexedDB, Date.now);
  const hold = createHold(navigator.locks);
  const holds = new Map<string, () => void>();
  const writings = createCell<readonly Writing[]>([]);
  const identities = createCell<readonly Identity[]>([]);
  const last = createCell<LastSent | null>(null);
  const waiting = createCell<readonly Waiting[]>([]);
  /** Emails whose sending was not answered. */
  const uncertain = new Set<Id>();
  const around = {
    jmap,
    keep,
    now: Date.now,
    language: spelling.get,
    drafts: () => store.mailboxes.ofRole('drafts')?.id,
    identity: (id: Id | null) => identities.get().find(each => each.id === id) ?? identities.get()[0],
    newKey: () => crypto.randomUUID(),
  };

  function put(list: readonly Writing[]): void {
    writings.set(list);
    mark();
  }
  function mark(): void {
    markWritings(writings.get().length > 0 || last.get() !== null || waiting.get().length > 0);
  }

  async function readIdentities(): Promise<void> {
    try {
      const { list } = await jmap.call('Identity/get', { ids: null });
      identities.set(list);
    } catch (error) {
      if (!(error instanceof JmapFault)) throw error;
      // Without them nothing can be saved there: tried again when the network is back.
      if (isPassing(error)) window.addEventListener('online', () => void readIdentities(), { once: true });
    }
  }

  /** What was kept here; drafts that another device sent, removed or replaced meanwhile are not brought back. */
  async function restore(kept: readonly Kept[]): Promise<void> {
    const known = kept.flatMap(({ draftId }) => draftId ?? []);
    const there = await stillDrafts(jmap, known).catch((error: unknown) => {
      if (!(error instanceof JmapFault)) throw error;
      return new Set(known);
    });
    const found: Writing[] = [];
    for (const each of kept) {
      const release = await hold.take(each.key);
      if (release === null) continue;
      holds.set(each.key, release);
      const gone = each.draftId !== null && !there.has(each.draftId);
      if (gone && !each.unsaved) await keep.remove(each.key);
      else found.push(createWriting(around, { ...each, draftId: gone ? null : each.draftId, restored: true }));
    }
    put(found);
  }

  let looking: ReturnType<typeof setTimeout> | undefined;

  async function lookAtWaiting(): Promise<void> {
    clearTimeout(looking);
    try {
      const list = await listWaiting(jmap);
      const held = last.get();
      waiting.set(list.filter(({ submissionId }) => held?.until == null || submissionId !== held.submissionId));
      mark();
      const [next] = waiting.get();
      const pause = next === undefined ? null : Date.parse(next.sendAt) - Date.now() + 5000;
      if (pause !== null)
        looking = setTimeout(() => void lookAtWaiting(), Math.max(15_000, Math.min(pause, 3_600_000)));
    } catch (error) {
      if (!(error instanceof JmapFault)) throw error;
      // What is shown stays: it is looked at again with the next act.
    }
  }

  function takeOff(writing: Writing): void {
    holds.get(writing.key)?.();
    holds.delete(writing.key);
    put(writings.get().filter(each => each !== writing));
  }

  function begin(letter: Letter, draftId: Id | null): Writing {
    const key = around.newKey();
    const made = createWriting(around, { key, letter, draftId, unsaved: false, blobs: {}, restored: false });
    void hold.take(key).then(release => release !== null && holds.set(key, release));
    put([...writings.get(), made]);
    return made;
  }

  async function send(writing: Writing, at: Date | null): Promise<Outcome> {
    const sentBox = store.mailboxes.ofRole('sent')?.id;
    let emailId = await writing.save();
    // Something changed while it was saved: once more.
    if (emailId === null && writing.state.get().kind === 'unsaved') emailId = await writing.save();
    const state = writing.state.get();
    if (state.kind === 'refused') return { kind: 'refused', type: state.type, description: '' };
    const letter = writing.letter.get();
    const identity = around.identity(letter.identityId);
    if (emailId === null || sentBox === undefined || identity === undefined) return { kind: 'unsaved' };
    try {
      const sent = await askToSend({ emailId, identity, letter, at, sentBox });
      await writing.stop();
      takeOff(writing);
      const marked = markAbout(letter, true);
      const until = at === null ? Date.now() + undoSeconds * 1000 : null;
      last.set({ ...sent, emailId, letter, until, marked });
      mark();
      void store.sync();
      if (at !== null) await lookAtWaiting();
      return { kind: 'sent' };
    } catch (error) {
      if (error instanceof NotTaken) return { kind: 'refused', type: error.error.type, description: error.message };
      if (!(error instanceof JmapFault)) throw error;
      if (isPassing(error) || error.kind === 'signed-out') return { kind: 'unsaved' };
      return { kind: 'refused', type: error.type ?? error.kind, description: error.message };
    }
  }

  /** Where the answer was lost it is asked whether the mail went: nobody gets it twice. */
  async function askToSend(order: Parameters<typeof sendDraft>[1]): Promise<Sent> {
    const before = uncertain.has(order.emailId) ? await findSent(jmap, order.emailId) : null;
    if (before !== null) return before;
    uncertain.add(order.emailId);
    const sent = await sendDraft(jmap, order).catch((error: unknown) => {
      if (error instanceof NotTaken) uncertain.delete(order.emailId);
      throw error;
    });
    uncertain.delete(order.emailId);
    return sent;
  }

  /** @returns whether the mark was not there before */
  function markAbout({ about }: Letter, present: boolean): boolean {
    if (about === null) return false;
    if (present && store.emails.get(about.emailId)?.keywords[about.keyword] === true) return false;
    const patch = { [pathOf('keywords', about.keyword)]: present ? true : null };
    store.perform({ updates: { [about.emailId]: patch }, destroys: [] });
    return true;
  }

  const kept = await keep.all(jmap.session.accountId);
  await Promise.all([readIdentities(), restore(kept)]);
  void lookAtWaiting();
  beforeLeaving.set(() => Promise.all(writings.get().map(each => each.save())));

  return {
    writings,
    identities,
    last,
    waiting,
    get: key => writings.get().find(each => each.key === key),
    ofDraft: emailId => writings.get().find(each => each.draftId() === emailId),
    begin,
    async close(writing) {
      if (writing.state.get().kind === 'untouched') {
        await writing.stop();
        takeOff(writing);
        return true;
      }
      await writing.save();
      if (writing.state.get().kind !== 'saved') return false;
      await writing.stop();
      takeOff(writing);
      void store.sync();
      return true;
    },
    async discard(writing) {
      await writing.stop();
      takeOff(writing);
      const draftId = writing.draftId();
      if (draftId !== null) store.perform({ updates: {}, destroys: [draftId] });
    },
    send,
    async undo() {
      const sent = last.get();
      const drafts = around.drafts();
      if (sent === null || drafts === undefined) return null;
      const back = await takeBack(jmap, sent.submissionId, drafts);
      last.set(null);
      void store.sync();
      await lookAtWaiting();
      if (!back) return null;
      if (sent.marked) markAbout(sent.letter, false);
      return begin(sent.letter, sent.emailId);
    },
    async unschedule({ submissionId }) {
      const drafts = around.drafts();
      if (drafts === undefined) return false;
      const back = await takeBack(jmap, submissionId, drafts);
      if (last.get()?.submissionId === submissionId) last.set(null);
      void store.sync();
      await lookAtWaiting();
      return back;
    },
    lookAtWaiting,
    forgetLast() {
      last.set(null);
      mark();
    },
  };
}
