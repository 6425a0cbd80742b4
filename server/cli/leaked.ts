import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import {
  buckets,
  endBytes,
  entriesAt,
  entryBytes,
  mark,
  placeOfHash,
  readLeakedLine,
} from '../formats/leaked/leaked-list.ts';
import { AdministratorError } from './administrator-error.ts';

const usage: [string, string] = [
  'vaguemestre leaked SOURCE LISTE [FOIS] : SOURCE est la liste publiée, triée par empreinte (SHA-1:nombre) ; FOIS, combien de fois un mot de passe a dû être vu.',
  'vaguemestre leaked SOURCE LIST [TIMES]: SOURCE is the published list, ordered by hash (SHA-1:count); TIMES, how often a password must have been seen.',
];

/** `vaguemestre leaked`: makes the list of leaked passwords that `leaked-passwords` names. */
export async function leaked(words: string[]): Promise<void> {
  const [source, list, times = '1'] = words;
  if (source === undefined || list === undefined || !/^\d+$/.test(times)) throw new AdministratorError(...usage);
  const taken = await importLeaked(source, list, Number(times));
  process.stdout.write(`${taken} mots de passe dans ${list} : « leaked-passwords = ${list} » les fait refuser.\n`);
}

/**
 * Reads a list ordered by hash in one pass, in constant memory; the new list takes the place of an old one when it is whole.
 * @returns how many passwords it holds. @throws AdministratorError
 */
export async function importLeaked(source: string, list: string, least: number): Promise<number> {
  const unfinished = `${list}.part`;
  const file = await open(unfinished, 'w', 0o644);
  try {
    const taken = await write(file, source, least);
    await file.sync();
    await file.close();
    await rename(unfinished, list);
    return taken;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}

type File = Awaited<ReturnType<typeof open>>;
const gatheredEntries = 65_536;

async function write(file: File, source: string, least: number): Promise<number> {
  const ends = Buffer.alloc((buckets + 1) * endBytes);
  const gathered = Buffer.alloc(gatheredEntries * entryBytes);
  let last: Buffer = Buffer.alloc(0);
  let [waiting, taken, written, bucketNow] = [0, 0, entriesAt, 0];
  const flush = async (): Promise<void> => {
    await file.write(gathered, 0, waiting * entryBytes, written);
    written += waiting * entryBytes;
    waiting = 0;
  };
  const endBuckets = (until: number): void => {
    while (bucketNow < until) ends.writeUIntBE(taken, ++bucketNow * endBytes, endBytes);
  };
  for await (const line of createInterface({ input: createReadStream(source), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue;
    const read = readLeakedLine(line);
    if (read === null)
      throw new AdministratorError(
        'Une ligne n’est pas de la forme SHA-1:nombre.',
        'A line is not of the form SHA-1:count.',
      );
    if (Buffer.compare(read.hash, last) <= 0) {
      throw new AdministratorError(
        'La liste n’est pas dans l’ordre des empreintes.',
        'The list is not in the order of its hashes.',
      );
    }
    last = read.hash;
    if (read.seen < least) continue;
    const { bucket, entry } = placeOfHash(read.hash);
    endBuckets(bucket);
    gathered.writeUInt32BE(entry, waiting * entryBytes);
    waiting += 1;
    taken += 1;
    if (waiting === gatheredEntries) await flush();
  }
  await flush();
  endBuckets(buckets);
  await file.write(mark, 0, mark.length, 0);
  await file.write(ends, 0, ends.length, mark.length);
  return taken;
}
