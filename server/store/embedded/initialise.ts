/**
 * The first start: initdb. The cluster is made under another name and renamed when it is whole, so that a crash in the
 * middle leaves nothing that looks like a cluster.
 */
import { execFile } from 'node:child_process';
import { chown, lchown, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { EmbeddedFailure } from './failure.ts';
import { type Identity, isInPasswd, knownAccount } from './identity.ts';
import { ownDirectory, type Place } from './place.ts';

/** What the children need of an environment; ours, which may hold secrets, is not theirs to read. */
export const childEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/** Makes the cluster where there is none. @returns true where it was made */
export async function initialiseCluster(place: Place, binaries: Binaries, durable: boolean): Promise<boolean> {
  const version = await clusterVersion(place.cluster);
  if (version !== undefined) {
    checkVersion(place.cluster, version, binaries.major);
    return false;
  }
  const unfinished = `${place.cluster}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const maker = await initdbIdentity(place.identity);
  await ownDirectory(unfinished, maker);
  await initdb(unfinished, binaries, maker, durable);
  if (place.identity !== undefined && maker?.uid !== place.identity.uid) await giveTo(unfinished, place.identity);
  await rename(unfinished, place.cluster);
  return true;
}

/** Major version of a cluster, from its PG_VERSION; undefined where there is no cluster. */
async function clusterVersion(cluster: string): Promise<number | undefined> {
  try {
    return Number((await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function checkVersion(cluster: string, found: number, ours: number): void {
  if (found === ours) return;
  throw new EmbeddedFailure(
    found > ours
      ? `The database in ${cluster} was made by PostgreSQL ${found}, newer than the ${ours} of this program: start the newer program that made it.`
      : `The database in ${cluster} was made by PostgreSQL ${found}, older than the ${ours} of this program: make a backup with the program that made it and restore it with this one.`,
  );
}

/** initdb, unlike the server, insists on a name for its user: one that has none lets another make the cluster. */
async function initdbIdentity(identity: Identity | undefined): Promise<Identity | undefined> {
  if (identity === undefined || (await isInPasswd(identity.uid))) return identity;
  return knownAccount();
}

async function initdb(
  directory: string,
  binaries: Binaries,
  maker: Identity | undefined,
  durable: boolean,
): Promise<void> {
  // The built-in provider came with 17; before it, the C library's C.UTF-8 sorts by code point just as well.
  const locale =
    binaries.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C.UTF-8'];
  // A socket directory of mode 0700 is the lock: whoever can open the socket is the server's user or root.
  const common = ['-D', directory, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--no-instructions'];
  const args = [...common, ...locale, ...(durable ? ['--data-checksums'] : ['--no-sync'])];
  try {
    await promisify(execFile)(join(binaries.directory, 'initdb'), args, {
      ...maker,
      cwd: directory,
      env: childEnvironment,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim().split('\n').slice(-6).join('\n');
    throw new EmbeddedFailure(`The database could not be made in ${directory}:\n${said || String(error)}`, {
      cause: error,
    });
  }
}

async function giveTo(directory: string, identity: Identity): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true })) {
    await lchown(join(directory, entry), identity.uid, identity.gid);
  }
  await chown(directory, identity.uid, identity.gid);
}
