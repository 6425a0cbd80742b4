/** Lists of leaked passwords on disk, read by bucket: a list of gigabytes costs two small reads a question. */
import { type FileHandle, open } from 'node:fs/promises';
import { buckets, endBytes, entriesAt, entryBytes, holds, mark, placeOf } from '../formats/leaked/leaked-list.ts';

export type LeakedPasswords = {
  has(password: string): Promise<boolean>;
  close(): Promise<void>;
};

/** The file is no such list, or is cut short. */
export class BadLeakedList extends Error {}

/** @throws BadLeakedList; what the file system says */
export async function openLeakedPasswords(path: string): Promise<LeakedPasswords> {
  const file = await open(path, 'r');
  try {
    await check(file, path);
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    async has(password) {
      const { bucket, entry } = placeOf(password);
      const ends = await readAt(file, mark.length + bucket * endBytes, 2 * endBytes);
      const [from, to] = [ends.readUIntBE(0, endBytes), ends.readUIntBE(endBytes, endBytes)];
      return holds(await readAt(file, entriesAt + from * entryBytes, (to - from) * entryBytes), entry);
    },
    close: () => file.close(),
  };
}

async function check(file: FileHandle, path: string): Promise<void> {
  const { size } = await file.stat();
  if (size < entriesAt || !(await readAt(file, 0, mark.length)).equals(mark)) {
    throw new BadLeakedList(`${path} is no list of leaked passwords`);
  }
  const last = (await readAt(file, mark.length + buckets * endBytes, endBytes)).readUIntBE(0, endBytes);
  if (size !== entriesAt + last * entryBytes) throw new BadLeakedList(`${path} is cut short`);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  if (length > 0) await file.read(buffer, 0, length, position);
  return buffer;
}
