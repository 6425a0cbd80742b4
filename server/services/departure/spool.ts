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
  // Copied into memory of its own: small buffers are slices of slabs, and each one kept would hold its slab.
  const waiting = Buffer.allocUnsafeSlow(batch);
  let length = 0;

  async function write(bytes: Buffer): Promise<void> {
    file ??= await open(path, 'w', 0o600);
    await file.appendFile(bytes);
  }

  async function flush(): Promise<void> {
    await write(waiting.subarray(0, length));
    length = 0;
  }

  return {
    async append(bytes) {
      if (length + bytes.length > batch) await flush();
      if (bytes.length > batch) await write(bytes);
      else length += bytes.copy(waiting, length);
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
