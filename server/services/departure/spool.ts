/** What grows with every message and is wanted at the end: a file, so that memory does not grow with it. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';

export type Spool = {
  append(bytes: Buffer): Promise<void>;
  /** From the beginning; nothing is appended after. */
  read(): AsyncGenerator<Buffer>;
  remove(): Promise<void>;
};

/** Octets gathered before they are written. */
const batch = 64 * 1024;

export function spool(path: string): Spool {
  let file: FileHandle | undefined;
  let waiting: Buffer[] = [];
  let length = 0;

  async function flush(): Promise<void> {
    file ??= await open(path, 'w', 0o600);
    await file.appendFile(Buffer.concat(waiting));
    waiting = [];
    length = 0;
  }

  return {
    async append(bytes) {
      waiting.push(bytes);
      length += bytes.length;
      if (length >= batch) await flush();
    },
    async *read() {
      await flush();
      for await (const piece of createReadStream(path, { highWaterMark: batch })) yield piece as Buffer;
    },
    async remove() {
      await file?.close();
      await rm(path, { force: true });
    },
  };
}
