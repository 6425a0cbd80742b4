/**
 * The containers of one directory: `<number>.vmc`, and `<number>.retired` beside one that waits for its removal. Several
 * processes may work on the directory at once: each writes only containers it made itself, by exclusive creation, and
 * never appends to what a former life left, whose tail may be torn.
 */
import { close, constants, open } from 'node:fs';
import { open as openHandle, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ContainerDamage, decodeFileHeader, encodeFileHeader, fileHeaderSize } from '../../formats/container/layout.ts';
import { type Files, syncDirectory, writeAll } from './files.ts';

export type ContainerFile = { readonly container: number; readonly bytes: number; readonly createdAt: Date };

/** A container this process appends to. */
export type Segment = { readonly container: number; readonly file: number; readonly openedAt: number; size: number };

const openFile = promisify(open);
export const closeFile = promisify(close);

export function containerPath(directory: string, container: number): string {
  return join(directory, `${String(container).padStart(10, '0')}.vmc`);
}

function retiredPath(directory: string, container: number): string {
  return join(directory, `${String(container).padStart(10, '0')}.retired`);
}

/** Makes the next container: its header and its name are durable when this returns. */
export async function createSegment(directory: string, writer: Buffer, now: Date, files: Files): Promise<Segment> {
  const numbers = await containerNumbers(directory);
  for (let container = Math.max(0, ...numbers) + 1; ; container++) {
    const file = await createExclusively(containerPath(directory, container));
    if (file === undefined) continue;
    try {
      await writeAll(files, file, encodeFileHeader({ writer, createdAt: now }), 0);
      await files.sync(file);
      await syncDirectory(directory);
    } catch (error) {
      await closeFile(file);
      await rm(containerPath(directory, container));
      throw error;
    }
    return { container, file, openedAt: now.getTime(), size: fileHeaderSize };
  }
}

async function createExclusively(path: string): Promise<number | undefined> {
  try {
    return await openFile(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

async function containerNumbers(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names.filter(name => name.endsWith('.vmc')).map(name => Number.parseInt(name, 10));
}

/** Every container, by number. One whose very header is torn tells its age by the file's own date. */
export async function listContainers(directory: string): Promise<ContainerFile[]> {
  const numbers = (await containerNumbers(directory)).sort((a, b) => a - b);
  const listed: ContainerFile[] = [];
  for (const container of numbers) {
    const path = containerPath(directory, container);
    const { size, mtime } = await stat(path);
    listed.push({ container, bytes: size, createdAt: (await createdAtOf(path)) ?? mtime });
  }
  return listed;
}

async function createdAtOf(path: string): Promise<Date | undefined> {
  const handle = await openHandle(path, 'r');
  try {
    const header = Buffer.alloc(fileHeaderSize);
    await handle.read(header, 0, fileHeaderSize, 0);
    return decodeFileHeader(header).createdAt;
  } catch (error) {
    if (error instanceof ContainerDamage) return undefined;
    throw error;
  } finally {
    await handle.close();
  }
}

/** When the container was marked for removal. */
export async function retiredAt(directory: string, container: number): Promise<Date | undefined> {
  try {
    return new Date(await readFile(retiredPath(directory, container), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function retireContainer(directory: string, container: number, now: Date): Promise<void> {
  await writeFile(retiredPath(directory, container), now.toISOString(), { mode: 0o600 });
}

/** The file first: a mark without a file is nothing, a file without a mark is merely retired again. */
export async function removeContainer(directory: string, container: number): Promise<void> {
  await rm(containerPath(directory, container), { force: true });
  await rm(retiredPath(directory, container), { force: true });
}
