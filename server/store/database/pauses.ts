/** Pauses between attempts: doubling from 25 ms to a second, each between half and all of it. */
export function pauseBefore(attempt: number, random: () => number): number {
  return Math.min(1_000, 25 * 2 ** Math.min(attempt, 10)) * (0.5 + random() / 2);
}

/** A pause that `signal` ends early. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
