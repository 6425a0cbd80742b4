/** Work of which only so much may be under way at once: the rest waits in line, and a line too long turns away. */

/** Thrown in the place of work that would have waited behind too many. */
export class TooManyWaiting extends Error {
  /** As node's resolver calls what may work later. */
  readonly code = 'ETIMEOUT';

  constructor(waiting: number) {
    super(`${waiting} wait already`);
    this.name = 'TooManyWaiting';
  }
}

export type InTurns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** First come, first served. @throws TooManyWaiting */
export function inTurns(bounds: { readonly atOnce: number; readonly waiting: number }): InTurns {
  const line: (() => void)[] = [];
  let going = 0;
  return async work => {
    if (going >= bounds.atOnce) {
      if (line.length >= bounds.waiting) throw new TooManyWaiting(line.length);
      // Who ends gives its place to the first in line: `going` stays as it is.
      await new Promise<void>(resolve => line.push(resolve));
    } else going += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) going -= 1;
      else next();
    }
  };
}
