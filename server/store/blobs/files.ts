/** The few operations on files the store needs, as arguments so that a test can fill the disk or cut the power. */
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Refusal } from '../../model/refusal.ts';

export type Files = {
  /** Writes some of the bytes. @returns how many */
  write(file: number, bytes: Buffer, position: number): Promise<number>;
  /** Returns when what was written to the file, and its length, survive a power cut. */
  sync(file: number): Promise<void>;
  truncate(file: number, length: number): Promise<void>;
};

export const realFiles: Files = {
  write: (file, bytes, position) =>
    new Promise((resolve, reject) => {
      fs.write(file, bytes, 0, bytes.length, position, (error, written) => (error ? reject(error) : resolve(written)));
    }),
  sync: promisify(fs.fdatasync),
  truncate: promisify(fs.ftruncate),
};

export async function writeAll(files: Files, file: number, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += await files.write(file, bytes.subarray(done), position + done);
  }
}

/** Exactly `length` bytes, or fewer where the file ends. */
export function readAt(file: number, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  return new Promise((resolve, reject) => {
    const more = (done: number): void => {
      fs.read(file, bytes, done, length - done, position + done, (error, read) => {
        if (error) reject(error);
        else if (read === 0 || done + read === length) resolve(bytes.subarray(0, done + read));
        else more(done + read);
      });
    };
    if (length === 0) resolve(bytes);
    else more(0);
  });
}

/** A file's name survives a power cut only once its directory is synced. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A full disk (or quota) is a refusal that protocols can answer; anything else is as it is. */
export function asRefusal(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return Object.assign(new Refusal('disk-full', 'the blobs'), { cause: error });
}
