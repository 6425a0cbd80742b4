/**
 * The house's keys: files of their own with mode 0600, never in the database. Losing `file.key` loses the birth dates,
 * losing `numen.key` makes every NUMEN unknown: both belong in the backup, apart from the data.
 */
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keys } from '../services/house.ts';
import { AdministratorError } from './administrator-error.ts';

const keyBytes = 32;
const names = ['file', 'numen'] as const satisfies (keyof Keys)[];

/** Reads the keys of a data directory, making those that are missing. @throws AdministratorError */
export async function readKeys(dataDirectory: string, random: (bytes: number) => Buffer): Promise<Keys> {
  const directory = join(dataDirectory, 'keys');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const [file, numen] = await Promise.all(names.map(name => readKey(join(directory, `${name}.key`), random)));
  return { file: file!, numen: numen! };
}

async function readKey(path: string, random: (bytes: number) => Buffer): Promise<Buffer> {
  const made = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (made !== null) {
    await made.writeFile(random(keyBytes).toString('base64'));
    await made.sync();
    await made.close();
  }
  await refuseReadable(path);
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length === keyBytes) return key;
  throw new AdministratorError(
    `La clé ${path} est abîmée : reprenez-la d’une sauvegarde.`,
    `The key ${path} is damaged: take it back from a backup.`,
  );
}

/** A secret that others gave to the house, in a file that the settings name. @throws AdministratorError */
export async function readSecret(path: string): Promise<string> {
  await refuseReadable(path);
  return (await readFile(path, 'utf8')).trim();
}

async function refuseReadable(path: string): Promise<void> {
  const { mode } = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new AdministratorError(`La clé ${path} ne se lit pas.`, `The key ${path} cannot be read.`, error);
  });
  if ((mode & 0o077) === 0) return;
  throw new AdministratorError(
    `La clé ${path} est lisible par d’autres comptes : « chmod 600 » d’abord.`,
    `The key ${path} is readable by other accounts: "chmod 600" it first.`,
  );
}
