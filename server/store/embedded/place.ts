/**
 * Where the cluster lives. Normally `<data>/postgresql/`, ours, which holds:
 *   cluster/          PostgreSQL's data directory, mode 0700, owned by whom it runs as
 *   run/              its socket, mode 0700, same owner
 *   postgresql.log    what it says, kept by us
 *   supervisor        which process of ours watches over it
 * Where PostgreSQL runs as another user who cannot reach the data directory (a checkout under /root, mode 0700), the same
 * tree lies under /var/lib/vaguemestre/<hash of the path>, and a note is left in the data directory: permissions of
 * directories that are not ours are never loosened.
 */
import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, readlink, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EmbeddedFailure } from './failure.ts';
import { canReach, chooseIdentity, type Identity } from './identity.ts';

export type Place = {
  readonly directory: string;
  readonly cluster: string;
  readonly socketDirectory: string;
  readonly log: string;
  readonly supervisor: string;
  readonly identity: Identity | undefined;
};

/** A socket's path holds at most 107 bytes on Linux; PostgreSQL's own name and a margin are taken off. */
const longestSocketDirectory = 80;

/** Chooses and makes the directories; `elsewhere` is where a cluster goes that cannot lie in the data directory. */
export async function choosePlace(
  dataDirectory: string,
  wanted: Identity | undefined,
  elsewhere = '/var/lib/vaguemestre',
): Promise<Place> {
  const data = resolve(dataDirectory);
  const mark = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const inside = join(data, 'postgresql');
  const outside = join(elsewhere, mark);
  const identity = await chooseIdentity([join(inside, 'cluster'), join(outside, 'cluster')], data, wanted);
  // 0711: the server's user has to pass through, and sees no name.
  await mkdir(data, { recursive: true, mode: identity === undefined ? 0o700 : 0o711 });
  const reached = identity === undefined || (await canReach(data, identity));
  const directory = reached ? inside : outside;
  await mkdir(directory, { recursive: true, mode: identity === undefined ? 0o700 : 0o711 });
  if (!reached) await leaveNote(join(data, 'postgresql'), directory);
  const socketDirectory = await chooseSocketDirectory(directory, mark, identity);
  return {
    directory,
    cluster: join(directory, 'cluster'),
    socketDirectory,
    log: join(directory, 'postgresql.log'),
    supervisor: join(directory, 'supervisor'),
    identity,
  };
}

/** A symbolic link in the data directory shows the operator where the cluster went. */
async function leaveNote(note: string, directory: string): Promise<void> {
  try {
    await symlink(directory, note);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const stats = await lstat(note);
    if (stats.isSymbolicLink() && (await readlink(note)) === directory) return;
    throw new EmbeddedFailure(
      `${note} holds a cluster that PostgreSQL's user can no longer reach: give that user the right to pass through the directories above it, or start as its owner.`,
    );
  }
}

async function chooseSocketDirectory(directory: string, mark: string, identity: Identity | undefined): Promise<string> {
  const beside = join(directory, 'run');
  const root = process.getuid?.() === 0;
  const short = join(root ? '/run' : '/tmp', `vaguemestre-${mark}`);
  const chosen = Buffer.byteLength(beside) <= longestSocketDirectory ? beside : short;
  await ownDirectory(chosen, identity);
  return chosen;
}

/** Makes a directory that only the identity enters; one that somebody else made under our name is refused. */
export async function ownDirectory(path: string, identity: Identity | undefined): Promise<void> {
  const uid = identity?.uid ?? process.getuid?.();
  try {
    await mkdir(path, { mode: 0o700 });
    if (identity !== undefined) await chown(path, identity.uid, identity.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const stats = await lstat(path);
    const closed = stats.isDirectory() && (stats.mode & 0o077) === 0;
    if (closed && stats.uid === uid) return;
    // Ours, made just before we were killed.
    if (closed && identity !== undefined && stats.uid === process.getuid?.()) {
      return await chown(path, identity.uid, identity.gid);
    }
    throw new EmbeddedFailure(`${path} exists and is not a directory that only user ${uid} may enter: remove it.`);
  }
}
