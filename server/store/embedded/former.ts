/**
 * What a former life left behind. A `kill -9` of our process can leave its PostgreSQL running (where setpriv could not
 * arrange otherwise, see serve.ts) or a postmaster.pid that names nobody. Two servers on one cluster would destroy it,
 * so the old one is told by what the kernel knows: every process of a cluster has the cluster as its working directory.
 */
import { readdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../observe/log.ts';
import { EmbeddedFailure } from './failure.ts';
import type { Place } from './place.ts';

/** Says that this process watches over the place. @returns the process that already does, where one lives */
export async function claimPlace(place: Place): Promise<number | undefined> {
  const mine = `${process.pid} ${await startTime(process.pid)}\n`;
  const holder = await readSupervisor(place);
  if (holder !== undefined) return holder;
  const offer = `${place.supervisor}.${process.pid}`;
  await writeFile(offer, mine);
  await rename(offer, place.supervisor);
  // Of two processes that start at once the last rename wins, and the other one sees it here.
  await sleep(20);
  return (await readFile(place.supervisor, 'utf8')) === mine ? undefined : await readSupervisor(place);
}

export async function releasePlace(place: Place): Promise<void> {
  await rm(place.supervisor, { force: true });
}

/** The living process that watches over the place. */
export async function readSupervisor(place: Place): Promise<number | undefined> {
  const text = await readFile(place.supervisor, 'utf8').catch(absent);
  const [pid, started] = (text ?? '').trim().split(' ');
  if (!pid || !started) return undefined;
  return (await startTime(Number(pid)).catch(absent)) === started ? Number(pid) : undefined;
}

/** Stops the PostgreSQL processes that still work on the cluster, and takes away the locks that name a stranger or a dead one. */
export async function stopFormer({ cluster, socketDirectory }: Place, log: Log): Promise<void> {
  const left = await processesOf(cluster);
  const pidFile = join(cluster, 'postmaster.pid');
  const named = Number((await readFile(pidFile, 'utf8').catch(absent))?.split('\n')[0]);
  if (left.length > 0) {
    log.warn('postgresql: stopping the server of a former process', { processes: left.length });
    const postmaster = left.includes(named) ? named : undefined;
    if (postmaster !== undefined) signal(postmaster, 'SIGINT');
    if (!(await gone(cluster, 10_000))) {
      for (const pid of await processesOf(cluster)) signal(pid, 'SIGQUIT');
      if (!(await gone(cluster, 10_000))) {
        throw new EmbeddedFailure(
          `A PostgreSQL server of a former run still works on ${cluster} and does not stop: end its processes (${(await processesOf(cluster)).join(', ')}), then start again.`,
        );
      }
    }
  }
  // A number that now belongs to another program, or to a dead process nobody has buried yet, would make PostgreSQL believe
  // that its former self lives.
  if (Number.isInteger(named) && named > 0) await rm(pidFile, { force: true });
  for (const file of await readdir(socketDirectory)) {
    if (file.startsWith('.s.PGSQL.')) await rm(join(socketDirectory, file), { force: true });
  }
}

/** PostgreSQL processes whose working directory is this cluster. */
export async function processesOf(cluster: string): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    // Processes of other users, and those that end meanwhile, cannot be read: neither can be ours.
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(unreadable);
    if (cwd !== cluster) continue;
    const program = await readlink(`/proc/${pid}/exe`).catch(unreadable);
    if (program !== undefined && basename(program).startsWith('postgres')) found.push(pid);
  }
  return found;
}

async function gone(cluster: string, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += 50) {
    if ((await processesOf(cluster)).length === 0) return true;
    await sleep(50);
  }
  return false;
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Start of a process in clock ticks since boot: with its number it names a process for good. */
async function startTime(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold spaces: fields are counted after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
}

function absent(error: unknown): undefined {
  if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
  throw error;
}

function unreadable(error: unknown): undefined {
  if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
  throw error;
}
