/**
 * QR codes in pictures, decoded in a thread of their own: a picture takes milliseconds, a hostile one may take for ever.
 * One message at a time; what takes too long is given up with its thread, and a new one is started for the next.
 */
import { Worker } from 'node:worker_threads';
import { decodeBody } from '../../formats/message/decode.ts';
import type { Log } from '../../observe/log.ts';
import type { Look } from './look.ts';

export type PictureReader = {
  /** The texts of the codes; empty where there are none, where it takes too long, or where too many wait already. */
  read(bytes: Buffer, look: Look): Promise<string[]>;
  close(): Promise<void>;
};

const maxBytes = 4_000_000;
const mostWaiting = 200;
/** A thread this long without work is let go. */
const idleMilliseconds = 60_000;

type Job = { readonly pictures: Buffer[]; readonly answer: (codes: string[]) => void };

export function createPictureReader({ log, patience = 3_000 }: { log: Log; patience?: number }): PictureReader {
  const waiting: Job[] = [];
  let worker: Worker | null = null;
  let current: { job: Job; id: number; timer: NodeJS.Timeout } | null = null;
  let idle: NodeJS.Timeout | undefined;
  let closing = false;
  let jobs = 0;

  function start(): Worker {
    const started = new Worker(new URL('./pictures-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    started.unref();
    started.on('message', ({ id, codes }: { id: number; codes: string[] }) => finish(id, codes));
    // Out of memory, or a bug of a decoder: the picture at hand is left unread, the next ones get a new thread.
    started.on('error', error => {
      log.error('picture-thread', { error: error as Error });
      giveUp(started);
    });
    return started;
  }

  function next(): void {
    if (current !== null || closing) return;
    const job = waiting.shift();
    clearTimeout(idle);
    if (job === undefined) {
      if (worker !== null) idle = setTimeout(stop, idleMilliseconds).unref();
      return;
    }
    worker ??= start();
    const id = ++jobs;
    const running = worker;
    const timer = setTimeout(() => {
      log.info('picture-unread', { reason: 'too-slow' });
      giveUp(running);
    }, patience);
    current = { job, id, timer };
    running.postMessage({ id, pictures: job.pictures });
  }

  function finish(id: number, codes: string[]): void {
    if (current?.id !== id) return;
    clearTimeout(current.timer);
    const { job } = current;
    current = null;
    job.answer(codes);
    next();
  }

  function giveUp(which: Worker): void {
    if (worker === which) worker = null;
    void which.terminate();
    if (current !== null) finish(current.id, []);
  }

  function stop(): void {
    void worker?.terminate();
    worker = null;
  }

  return {
    read(bytes, look) {
      const pictures = look.pictures.flatMap(part =>
        part.end - part.body > maxBytes * 1.4 ? [] : [Buffer.from(decodeBody(bytes, part))],
      );
      if (pictures.length === 0 || waiting.length >= mostWaiting || closing) return Promise.resolve([]);
      return new Promise(answer => {
        waiting.push({ pictures, answer });
        next();
      });
    },
    async close() {
      closing = true;
      clearTimeout(idle);
      for (const { answer } of waiting.splice(0)) answer([]);
      const last = worker;
      if (current !== null) finish(current.id, []);
      worker = null;
      await last?.terminate();
    },
  };
}
