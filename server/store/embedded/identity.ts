/**
 * Whom PostgreSQL runs as: it refuses to run as root. As an ordinary user it runs as that user; as root it runs as an
 * unprivileged account that exists already, for we add none to the machine.
 */
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedFailure } from './failure.ts';

/** The numeric user and group of a child process. */
export type Identity = { readonly uid: number; readonly gid: number };

type PasswdEntry = Identity & { readonly name: string };

/** Accounts tried in this order: ours, PostgreSQL's own, then the one every system has. */
const preferredNames = ['vaguemestre', 'postgres', 'nobody'];

/**
 * The identity for the server's processes; undefined where they simply run as we do. The owner of an existing cluster
 * keeps it, then comes the wanted identity, then the owner of the data directory, then the first known account.
 */
export async function chooseIdentity(
  clusterDirectories: readonly string[],
  dataDirectory: string,
  wanted?: Identity,
): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const directory of clusterDirectories) {
    const owner = await ownerOf(directory);
    if (owner !== undefined && owner.uid !== 0) return owner;
  }
  if (wanted !== undefined) return wanted;
  const owner = await ownerOf(dataDirectory);
  if (owner !== undefined && owner.uid !== 0) return owner;
  return knownAccount();
}

/** An unprivileged account of /etc/passwd: initdb wants the name of its user there, the server does not. */
export async function knownAccount(): Promise<Identity> {
  const entries = await readPasswd();
  for (const name of preferredNames) {
    const entry = entries.find(candidate => candidate.name === name && candidate.uid !== 0);
    if (entry !== undefined) return { uid: entry.uid, gid: entry.gid };
  }
  throw new EmbeddedFailure(
    `PostgreSQL does not run as root, and none of the accounts ${preferredNames.join(', ')} exists: add one, or start as an ordinary user.`,
  );
}

export async function isInPasswd(uid: number): Promise<boolean> {
  return (await readPasswd()).some(entry => entry.uid === uid);
}

async function readPasswd(): Promise<PasswdEntry[]> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  return lines.flatMap(line => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

async function ownerOf(path: string): Promise<Identity | undefined> {
  try {
    const { uid, gid } = await stat(path);
    return { uid, gid };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * May this identity reach the path: pass every directory above it and enter it (or execute it)? Told from the modes
 * alone; supplementary groups and access lists are not counted. A path that does not exist yet ends the question.
 */
export async function canReach(path: string, identity: Identity): Promise<boolean> {
  const ancestors = [path];
  while (dirname(ancestors[0]!) !== ancestors[0]) ancestors.unshift(dirname(ancestors[0]!));
  for (const ancestor of ancestors) {
    try {
      const { mode, uid, gid } = await stat(ancestor);
      const bit = uid === identity.uid ? 0o100 : gid === identity.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
      throw error;
    }
  }
  return true;
}
