/** Containers open for reading: kept open between reads, the least recently used closed beyond a number. */
import { open } from 'node:fs';
import { promisify } from 'node:util';
import { closeFile, containerPath } from './containers.ts';

export type OpenFiles = {
  /** Reads with the container's file; it stays open while the work lasts. @throws ENOENT where there is none */
  take(container: number): Promise<number>;
  give(container: number): void;
  close(): Promise<void>;
};

type Opened = { readonly file: Promise<number>; users: number };

const openFile = promisify(open);

export function openFilesIn(directory: string, most = 256): OpenFiles {
  /** In order of last use. */
  const opened = new Map<number, Opened>();

  function closeOldest(): void {
    for (const [container, { file, users }] of opened) {
      if (opened.size <= most) return;
      if (users > 0) continue;
      opened.delete(container);
      void file.then(closeFile);
    }
  }

  return {
    async take(container) {
      const entry = opened.get(container) ?? { file: openFile(containerPath(directory, container), 'r'), users: 0 };
      opened.delete(container);
      opened.set(container, entry);
      entry.users++;
      try {
        return await entry.file;
      } catch (error) {
        if (opened.get(container) === entry) opened.delete(container);
        throw error;
      }
    },
    give(container) {
      const entry = opened.get(container);
      if (entry !== undefined) entry.users--;
      if (opened.size > most) closeOldest();
    },
    async close() {
      const left = [...opened.values()];
      opened.clear();
      await Promise.all(left.map(async ({ file }) => closeFile(await file)));
    },
  };
}
