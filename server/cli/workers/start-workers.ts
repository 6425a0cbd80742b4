/** The keeper's side: starts workers, replaces one that falls, stops them in order. */
import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { setTimeout as pauseFor } from 'node:timers/promises';
import type { Log } from '../../observe/log.ts';
import { AdministratorError } from '../administrator-error.ts';
import type { Ports } from '../open-doors.ts';
import type { FromWorker, ToWorker } from './messages.ts';

const firstPause = 500;
const longestPause = 30_000;
/** Milliseconds a worker has lived after which its fall is the first of a new row. */
const steady = 60_000;
/** Milliseconds a worker has to finish what it does; past them it is ended. */
const patience = 15_000;

type Running = {
  /** @throws AdministratorError where it ends before it serves */
  readonly ready: Promise<Ports>;
  /** How it ended, after how many milliseconds. */
  readonly ended: Promise<{ readonly code: number; readonly signal: string; readonly lived: number }>;
  stop(): Promise<void>;
};

/**
 * Resolves when all of them serve. The first is waited for alone: what is wrong with a port or a certificate is told once.
 * @throws AdministratorError where a worker ends before it serves; it has said why
 */
export async function startWorkers(count: number, log: Log): Promise<{ ports: Ports; close(): Promise<void> }> {
  const begin: ToWorker = { kind: 'begin', workers: count, ticketKeys: randomBytes(48).toString('base64') };
  const running = new Set<Running>();
  const watches: Promise<void>[] = [];
  const closing = new AbortController();

  function run(): Running {
    const one = fork(begin);
    running.add(one);
    void one.ended.then(() => running.delete(one));
    return one;
  }

  /** Puts another in the place of one that falls, later each time it falls soon again. */
  async function keep(first: Running): Promise<void> {
    let pause = firstPause;
    for (let one = first; ; one = run()) {
      const { lived, ...ending } = await one.ended;
      if (closing.signal.aborted) return;
      pause = lived > steady ? firstPause : Math.min(2 * pause, longestPause);
      log.error('worker-fell', { ...ending, againIn: pause });
      await pauseFor(pause, undefined, { signal: closing.signal }).catch(() => {});
      if (closing.signal.aborted) return;
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    await Promise.all([...running].map(one => one.stop()));
    await Promise.all(watches);
  }

  try {
    const first = run();
    const ports = await first.ready;
    const others = Array.from({ length: count - 1 }, run);
    await Promise.all(others.map(({ ready }) => ready));
    for (const one of [first, ...others]) watches.push(keep(one));
    return { ports, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function fork(begin: ToWorker): Running {
  const worker = cluster.fork();
  const since = performance.now();
  const ended = new Promise<{ code: number; signal: string; lived: number }>(resolve =>
    worker.once('exit', (code, signal) => resolve({ code, signal, lived: performance.now() - since })),
  );
  const ready = new Promise<Ports>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'here') worker.send(begin);
      else resolve(message.ports);
    });
    void ended.then(() => reject(endedEarly()));
  });
  // Whoever replaces a worker waits for its end alone.
  ready.catch(() => {});
  return {
    ready,
    ended,
    async stop() {
      worker.send({ kind: 'stop' } satisfies ToWorker, () => {});
      const timer = setTimeout(() => worker.process.kill('SIGKILL'), patience);
      await ended;
      clearTimeout(timer);
    },
  };
}

function endedEarly(): AdministratorError {
  return new AdministratorError(
    'Un processus de travail s’est arrêté avant d’ouvrir ses portes : la raison est écrite plus haut.',
    'A worker ended before it opened its doors: the reason is written above.',
  );
}
