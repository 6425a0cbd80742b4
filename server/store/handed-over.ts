/**
 * What remote servers have said they took, written on this node's own disk as soon as it is read. Between a remote's last
 * word and our commit lies the time in which a dying process doubles a mail: tens of milliseconds under load, for a hundred
 * conversations at once. A line in a file takes some microseconds, and is written in the turn of the event loop that read
 * the word, before anything else is done: what the kernel has, `kill -9` does not take back, and a fdatasync that follows
 * leaves a power cut little to take. The next start settles what a former life wrote down and did not settle. Committing
 * earlier would not do: measured, the commit itself is what takes long.
 */
import { fdatasync, ftruncateSync, writeSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../observe/log.ts';

/** A word that is written down; `settled` says that the database knows it too. */
export type Noted<Word> = { readonly word: Word; settled(): void };

export type HandedOver<Word> = {
  /** What a former life of this node left: it may or may not have been settled. */
  readonly left: readonly Noted<Word>[];
  /** When it returns, the death of the process takes nothing of it. @throws what the disk says */
  note(word: Word): Noted<Word>;
  close(): Promise<void>;
};

/** Octets of a file from which it is emptied once all its words are settled, and from which the other one is begun. */
const emptiedFrom = 64 * 1024;
const turnedFrom = 1024 * 1024;

/** One of the two files of a node: while the words of one wait to be settled, the other grows. */
type Page = { readonly file: FileHandle; bytes: number; unsettled: number };

/** @param node its name, the same after a restart. Words are plain data. */
export async function openHandedOver<Word>({
  directory,
  node,
  log,
}: {
  readonly directory: string;
  readonly node: string;
  readonly log: Log;
}): Promise<HandedOver<Word>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const left: Noted<Word>[] = [];
  const pages = [await openPage(0), await openPage(1)] as const;
  let page: Page = pages[0];
  let syncing: Promise<void> | null = null;
  let again = false;

  async function openPage(number: number): Promise<Page> {
    const file = await open(join(directory, `handed-over-${encodeURIComponent(node)}-${number}`), 'a+', 0o600);
    const text = await file.readFile('utf8');
    const opened: Page = { file, bytes: Buffer.byteLength(text), unsettled: 0 };
    for (const line of text.split('\n')) {
      const word = readWord<Word>(line);
      if (word !== null) left.push(noted(opened, word));
    }
    // A line that was cut by a power failure must not swallow the next one.
    if (text !== '' && !text.endsWith('\n')) append(opened, '\n');
    return opened;
  }

  function append(to: Page, text: string): void {
    to.bytes += writeSync(to.file.fd, text);
  }

  function noted(on: Page, word: Word): Noted<Word> {
    on.unsettled += 1;
    return {
      word,
      settled() {
        on.unsettled -= 1;
        if (on.unsettled === 0 && on.bytes >= emptiedFrom) empty(on);
      },
    };
  }

  function empty(one: Page): void {
    ftruncateSync(one.file.fd, 0);
    one.bytes = 0;
  }

  /** One at a time, for all that was written meanwhile. Nobody waits for it: it only makes the window of a power cut small. */
  function sync(): void {
    if (syncing !== null) {
      again = true;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    syncing = promise;
    fdatasync(page.file.fd, error => {
      if (error !== null) log.warn('handed-over-not-synced', { error });
      syncing = null;
      resolve();
      if (!again) return;
      again = false;
      sync();
    });
  }

  return {
    left,
    note(word) {
      const other = page === pages[0] ? pages[1] : pages[0];
      if (page.bytes >= turnedFrom && other.unsettled === 0) {
        if (other.bytes > 0) empty(other);
        page = other;
      }
      append(page, `${JSON.stringify(word)}\n`);
      sync();
      return noted(page, word);
    },
    async close() {
      again = false;
      await syncing;
      for (const one of pages) {
        if (one.unsettled === 0 && one.bytes > 0) empty(one);
        await one.file.close();
      }
    },
  };
}

/** Null for a line that a power failure has cut. */
function readWord<Word>(line: string): Word | null {
  if (line === '') return null;
  try {
    return JSON.parse(line) as Word;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
