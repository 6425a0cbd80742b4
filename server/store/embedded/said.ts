/** What PostgreSQL says: kept in a file of bounded size, its last lines in memory for the message of a failure. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';

export type Said = {
  /** Takes the lines of one server process until it ends. */
  follow(stream: Readable): void;
  lastLines(): string;
  close(): void;
};

/** Beyond `maxBytes` the file becomes `<path>.1`, over the one before it. */
export function keepWhatIsSaid(path: string, maxBytes = 10 << 20): Said {
  let file = openSync(path, 'a', 0o600);
  let size = fstatSync(file).size;
  let last = '';
  return {
    follow(stream) {
      last = '';
      stream.on('data', (chunk: Buffer) => {
        last = `${last}${chunk.toString()}`.slice(-4_000);
        if (size > maxBytes) {
          closeSync(file);
          renameSync(path, `${path}.1`);
          file = openSync(path, 'a', 0o600);
          size = 0;
        }
        // A full disk must not take the supervisor down with the server: the lines in memory are left.
        try {
          size += writeSync(file, chunk);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      });
    },
    lastLines: () => last.trim().split('\n').slice(-6).join('\n'),
    close: () => closeSync(file),
  };
}
