/**
 * One letter being written: kept on this machine at each pause, and among the drafts of the server some seconds later.
 * Invariants: what was typed is on the machine before anything is asked of the server; the draft before is removed only
 * once the next one is there; one saving at a time.
 */
import type { Jmap } from '../../../jmap/client.ts';
import { isPassing, JmapFault } from '../../../jmap/fault.ts';
import type { Id, Identity } from '../../../jmap/objects.ts';
import { type Cell, createCell } from '../../store/watchers.ts';
import type { Attached, Letter } from '../letter/letter.ts';
import { describeDraft } from '../letter/outgoing.ts';
import { textsOf } from '../letter/render.ts';
import type { Keep, Kept } from './keep.ts';
import { findDrafts, NotTaken, saveDraft } from './save.ts';
import { createUploads, type Uploads } from './uploads.ts';

export type SaveState =
  /** Nothing was typed yet. */
  | { readonly kind: 'untouched' }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: number }
  /** On this machine alone; tried again by itself. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'signed-out' }
  /** The server does not take it: its word in JMAP. */
  | { readonly kind: 'refused'; readonly type: string };

export type Writing = {
  readonly key: string;
  /** It was found again on this machine. */
  readonly restored: boolean;
  readonly letter: Pick<Cell<Letter>, 'get' | 'watch'>;
  readonly state: Pick<Cell<SaveState>, 'get' | 'watch'>;
  readonly uploads: Uploads;
  readonly draftId: () => Id | null;
  change(some: Partial<Letter>): void;
  attach(blob: Blob, name: string, cid: string | null): Attached;
  detach(key: string): void;
  /** Saves now. @returns the draft, or null where the server does not have it */
  save(): Promise<Id | null>;
  /** Nothing is saved any more. */
  stop(): Promise<void>;
};

export type Around = {
  readonly jmap: Jmap;
  readonly keep: Keep;
  readonly now: () => number;
  readonly language: () => string;
  readonly drafts: () => Id | undefined;
  readonly identity: (id: Id | null) => Identity | undefined;
  readonly newKey: () => string;
};

export type Begun = {
  readonly key: string;
  readonly letter: Letter;
  readonly draftId: Id | null;
  readonly unsaved: boolean;
  readonly blobs: Kept['blobs'];
  readonly restored: boolean;
};

/** Milliseconds. */
const pauses = { keep: 300, save: 2500, longest: 12_000, again: 10_000 } as const;

export function createWriting(around: Around, begun: Begun): Writing {
  const { jmap, keep, now } = around;
  const { key } = begun;
  const letter = createCell(begun.letter);
  const state = createCell<SaveState>(
    begun.unsaved ? { kind: 'unsaved' } : begun.draftId === null ? { kind: 'untouched' } : { kind: 'saved', at: now() },
  );
  let former: readonly Id[] = begun.draftId === null ? [] : [begun.draftId];
  let draftId = begun.draftId;
  let unsaved = begun.unsaved;
  let version = 0;
  /** A saving was not answered: there may be a draft that is not known. */
  let uncertain = begun.restored && begun.unsaved;
  let running: Promise<Id | null> | null = null;
  let stopped = false;
  let unsavedSince = 0;
  let keepTimer: ReturnType<typeof setTimeout> | undefined;
  let saveTimer: ReturnType<typeof setTimeout> | undefined;

  const uploads = createUploads(jmap, (file, blobId) =>
    change({ files: letter.get().files.map(each => (each.key === file ? { ...each, blobId } : each)) }),
  );
  for (const file of begun.letter.files) {
    const blob = begun.blobs[file.key];
    if (file.blobId === null && blob !== undefined) uploads.add(file.key, blob);
  }

  async function keepNow(): Promise<void> {
    clearTimeout(keepTimer);
    if (stopped) return;
    const { accountId } = jmap.session;
    const kept = { key, accountId, letter: letter.get(), draftId, unsaved, blobs: uploads.blobs(), at: now() };
    await keep.put(kept);
  }

  function keepSoon(): void {
    clearTimeout(keepTimer);
    // A page that goes away has no later.
    if (document.hidden) void keepNow();
    else keepTimer = setTimeout(() => void keepNow(), pauses.keep);
  }

  function saveSoon(pause: number = pauses.save): void {
    clearTimeout(saveTimer);
    if (!stopped) saveTimer = setTimeout(() => void save(), pause);
  }

  function change(some: Partial<Letter>): void {
    if (stopped) return;
    const next = { ...letter.get(), ...some };
    version += 1;
    letter.set(next);
    if (!unsaved) unsavedSince = now();
    unsaved = true;
    if (state.get().kind !== 'saving') state.set({ kind: 'unsaved' });
    keepSoon();
    saveSoon(Math.max(0, Math.min(pauses.save, unsavedSince + pauses.longest - now())));
  }

  async function save(): Promise<Id | null> {
    clearTimeout(saveTimer);
    while (running !== null) await running;
    if (!unsaved || stopped) return draftId;
    running = saveOnce().finally(() => {
      running = null;
    });
    return await running;
  }

  async function saveOnce(): Promise<Id | null> {
    const saved = version;
    const content = letter.get();
    const drafts = around.drafts();
    const identity = around.identity(content.identityId);
    if (drafts === undefined || identity === undefined) {
      state.set({ kind: 'offline' });
      saveSoon(pauses.again);
      return null;
    }
    state.set({ kind: 'saving' });
    try {
      if (uncertain) former = [...new Set([...former, ...(await findDrafts(jmap, drafts, content.messageId))])];
      uncertain = true;
      const draft = describeDraft(content, identity, textsOf(content, around.language()), drafts);
      draftId = await saveDraft(jmap, draft, former);
      uncertain = false;
      former = [draftId];
      unsaved = version !== saved;
      unsavedSince = now();
      state.set(unsaved ? { kind: 'unsaved' } : { kind: 'saved', at: now() });
      if (unsaved) saveSoon();
      await keepNow();
      return unsaved ? null : draftId;
    } catch (error) {
      if (error instanceof NotTaken) {
        uncertain = false;
        state.set({ kind: 'refused', type: error.error.type });
      } else if (!(error instanceof JmapFault)) throw error;
      else if (error.kind === 'signed-out') state.set({ kind: 'signed-out' });
      else if (isPassing(error)) {
        state.set({ kind: 'offline' });
        saveSoon(pauses.again);
      } else state.set({ kind: 'refused', type: error.type ?? error.kind });
      await keepNow();
      return null;
    }
  }

  function onOnline(): void {
    uploads.go();
    if (unsaved) void save();
  }
  window.addEventListener('online', onOnline);
  if (begun.restored && unsaved) saveSoon(0);

  return {
    key,
    restored: begun.restored,
    letter,
    state,
    uploads,
    draftId: () => draftId,
    change,
    attach(blob, name, cid) {
      const file: Attached = { key: around.newKey(), name, type: blob.type, size: blob.size, cid, blobId: null };
      change({ files: [...letter.get().files, file] });
      uploads.add(file.key, blob);
      return file;
    },
    detach(file) {
      uploads.cancel(file);
      change({ files: letter.get().files.filter(each => each.key !== file) });
    },
    save,
    async stop() {
      stopped = true;
      clearTimeout(keepTimer);
      clearTimeout(saveTimer);
      window.removeEventListener('online', onOnline);
      uploads.stop();
      while (running !== null) await running;
      await keep.remove(key);
    },
  };
}
