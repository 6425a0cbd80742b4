/** Walks through a container from its start: to count what it holds, and to find where a crash tore its tail. */
import {
  ContainerDamage,
  decodeEntryHeader,
  decodeFileHeader,
  decodeTable,
  type EntryHeader,
  entryHeaderSize,
  type FileHeader,
  fileHeaderSize,
  tableSize,
} from './layout.ts';

export type Scanned = {
  readonly header: FileHeader;
  readonly entries: readonly { readonly offset: number; readonly header: EntryHeader }[];
  /** Where the last whole entry ends: what lies behind was never acknowledged. */
  readonly end: number;
  /** Why the walk ended before the end of the file. */
  readonly torn?: string;
};

/**
 * Reads headers and tables only, so a few bytes an entry. @param read gives less than `length` bytes at the end of the
 * file alone @throws ContainerDamage where the file itself is none of ours
 */
export async function scanContainer(
  read: (offset: number, length: number) => Promise<Buffer>,
  bytes: number,
): Promise<Scanned> {
  const header = decodeFileHeader(await read(0, fileHeaderSize));
  const entries: { offset: number; header: EntryHeader }[] = [];
  let offset = fileHeaderSize;
  while (offset < bytes) {
    try {
      const entry = decodeEntryHeader(await read(offset, entryHeaderSize));
      if (offset + entry.stored > bytes) throw new ContainerDamage('entry cut');
      const table = tableSize(entry.size);
      if (entryHeaderSize + table > entry.stored) throw new ContainerDamage('entry length');
      decodeTable(await read(offset + entry.stored - table, table), entry);
      entries.push({ offset, header: entry });
      offset += entry.stored;
    } catch (error) {
      if (!(error instanceof ContainerDamage)) throw error;
      return { header, entries, end: offset, torn: error.message };
    }
  }
  return { header, entries, end: offset };
}
