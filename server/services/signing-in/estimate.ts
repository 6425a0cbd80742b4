/** How easily a password is guessed, asked of a thread that lives only while somebody chooses one. */
import { Worker } from 'node:worker_threads';

export type Estimate = (password: string, words: readonly string[]) => Promise<number>;

/** The estimate's time grows faster than the length: a long password is strong by its first characters. */
const judgedAtMost = 40;
/** Milliseconds the thread is kept for the next one: its dictionaries take a quarter of a second to build. */
const keptFor = 60_000;

type Waiting = PromiseWithResolvers<number>;

/** @returns a function that gives the guesses a dictionary attack needs, as a power of ten */
export function createEstimate(): Estimate {
  let worker: Worker | null = null;
  let asked = 0;
  const waiting = new Map<number, Waiting>();
  let leaving: NodeJS.Timeout | undefined;

  return (password, words) => {
    clearTimeout(leaving);
    worker ??= open();
    worker.ref();
    const id = ++asked;
    const answer = Promise.withResolvers<number>();
    waiting.set(id, answer);
    worker.postMessage({ id, password: password.slice(0, judgedAtMost), words: [...words] });
    return answer.promise;
  };

  function open(): Worker {
    const opened = new Worker(new URL('./estimate-worker.ts', import.meta.url));
    opened.on('message', ({ id, guesses }: { id: number; guesses: number }) => {
      waiting.get(id)?.resolve(guesses);
      waiting.delete(id);
      if (waiting.size > 0) return;
      opened.unref();
      leaving = setTimeout(close, keptFor).unref();
    });
    opened.on('error', error => {
      worker = null;
      for (const answer of waiting.values()) answer.reject(error);
      waiting.clear();
    });
    return opened;
  }

  function close(): void {
    void worker?.terminate();
    worker = null;
  }
}
