/** One life of the server process: from its spawn until it is ready, and until it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../observe/log.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedFailure } from './failure.ts';
import { childEnvironment } from './initialise.ts';
import type { Place } from './place.ts';
import type { Said } from './said.ts';

/** How a process ended. */
export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type Serving = {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** Fast shutdown; the immediate one where it lasts: what was committed is safe in both. */
  stop(patienceMs: number): Promise<Ending>;
};

/** Where util-linux is installed the kernel itself sends a fast shutdown to the server when we die, however we die. */
const setpriv = '/usr/bin/setpriv';

/** Starts the server in a process group of its own, so that Ctrl-C reaches it only through us. */
export async function serve(
  place: Place,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
  said: Said,
  log: Log,
): Promise<Serving> {
  const postgres = [join(binaries.directory, 'postgres'), '-D', place.cluster];
  for (const [name, value] of Object.entries(settings)) postgres.push('-c', `${name}=${value}`);
  const [command, ...args] = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'INT', '--', ...postgres] : postgres;
  const child = spawn(command!, args, {
    ...place.identity,
    cwd: place.cluster,
    env: childEnvironment,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  said.follow(child.stderr);
  const ended = endOf(child);
  const serving: Serving = {
    pid: child.pid ?? 0,
    ended,
    async stop(patienceMs) {
      child.kill('SIGINT');
      const patience = setTimeout(() => {
        log.warn('postgresql: fast shutdown lasts too long, stopping at once', { patienceMs });
        child.kill('SIGQUIT');
      }, patienceMs);
      return ended.finally(() => clearTimeout(patience));
    },
  };
  await ready(place.cluster, serving, said, log);
  return serving;
}

function endOf(child: ChildProcess): Promise<Ending> {
  return new Promise(resolve => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** The eighth line of postmaster.pid says `ready`. Recovery after a crash may take minutes: it is waited for, and told. */
async function ready(cluster: string, serving: Serving, said: Said, log: Log): Promise<void> {
  let ending: Ending | undefined;
  void serving.ended.then(how => {
    ending = how;
  });
  for (let waited = 0; ending === undefined; waited += 10) {
    const lines = await readFile(join(cluster, 'postmaster.pid'), 'utf8').then(
      text => text.split('\n'),
      () => [],
    );
    if (Number(lines[0]) === serving.pid && lines[7]?.trim() === 'ready') return;
    if (waited > 0 && waited % 10_000 === 0)
      log.info('postgresql: still starting, recovery perhaps', { seconds: waited / 1000 });
    await sleep(10);
  }
  throw new EmbeddedFailure(
    `PostgreSQL did not start (exit ${ending.code ?? ending.signal ?? 'of its spawn'}):\n${said.lastLines()}`,
  );
}
