/** Files on their way to the server, a few at once, each with its progress; one that failed can be tried again. */
import type { Jmap } from '../../../jmap/client.ts';
import { type FaultKind, JmapFault } from '../../../jmap/fault.ts';
import type { Id } from '../../../jmap/objects.ts';
import { type Cell, createCell } from '../../store/watchers.ts';

/** `part`: from 0 to 1. */
export type Upload = { readonly part: number; readonly fault: FaultKind | null };

export type Uploads = {
  /** By the key of the file; those that are done are not there. */
  readonly state: Pick<Cell<ReadonlyMap<string, Upload>>, 'get' | 'watch'>;
  add(key: string, blob: Blob): void;
  retry(key: string): void;
  /** Tries again what only lacked a network. */
  go(): void;
  cancel(key: string): void;
  blobs(): Readonly<Record<string, Blob>>;
  blob(key: string): Blob | undefined;
  stop(): void;
};

const atOnce = 2;

export function createUploads(jmap: Pick<Jmap, 'upload'>, arrived: (key: string, blobId: Id) => void): Uploads {
  const state = createCell<ReadonlyMap<string, Upload>>(new Map());
  /** Kept after they have arrived too: pictures are shown from here. */
  const blobs = new Map<string, Blob>();
  const aborts = new Map<string, AbortController>();

  function set(key: string, upload: Upload | null): void {
    const next = new Map(state.get());
    if (upload === null) next.delete(key);
    else next.set(key, upload);
    state.set(next);
  }

  function next(): void {
    for (const [key, { fault }] of state.get()) {
      if (aborts.size >= atOnce) return;
      if (fault === null && !aborts.has(key)) void send(key);
    }
  }

  async function send(key: string): Promise<void> {
    const blob = blobs.get(key);
    if (blob === undefined) return;
    const abort = new AbortController();
    aborts.set(key, abort);
    try {
      const progress = (part: number) => set(key, { part, fault: null });
      const { blobId } = await jmap.upload(blob, { progress, signal: abort.signal });
      set(key, null);
      arrived(key, blobId);
    } catch (error) {
      if (error instanceof JmapFault) set(key, { part: 0, fault: error.kind });
      else if (!abort.signal.aborted) throw error;
    } finally {
      aborts.delete(key);
      next();
    }
  }

  function again(key: string): void {
    set(key, { part: 0, fault: null });
    next();
  }

  return {
    state,
    add(key, blob) {
      blobs.set(key, blob);
      again(key);
    },
    retry: again,
    go() {
      for (const [key, { fault }] of state.get()) if (fault === 'unreachable' || fault === 'slow-down') again(key);
    },
    cancel(key) {
      set(key, null);
      aborts.get(key)?.abort();
      blobs.delete(key);
    },
    blobs: () => Object.fromEntries([...blobs].filter(([key]) => state.get().has(key))),
    blob: key => blobs.get(key),
    stop() {
      state.set(new Map());
      for (const abort of aborts.values()) abort.abort();
    },
  };
}
