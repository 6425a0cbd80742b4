/**
 * Counts what reports to other domains will say, in memory, and writes the counts down from time to time: what a crash
 * loses is a minute of statistics, and no mail waits for them.
 */
import type { Clock } from '../../../model/clock.ts';
import type { Log } from '../../../observe/log.ts';
import { addTallies, type ReportKind } from '../../../store/report-tallies.ts';
import type { Store } from '../../../store/store.ts';

export type Tally = {
  /** One more of these. `facts`: plain data, the same for the same thing. */
  add(kind: ReportKind, domain: string, facts: Readonly<Record<string, unknown>>): void;
  /** Writes down what was counted. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

const flushEvery = 60_000;
/** Different things counted at once: a flood of invented domains costs memory up to here, and is not counted past it. */
const mostKinds = 10_000;

export function createTally({ store, clock, log }: { store: Store; clock: Clock; log: Log }): Tally {
  let counts = new Map<string, { kind: ReportKind; day: string; domain: string; facts: string; count: number }>();

  async function flush(): Promise<void> {
    if (counts.size === 0) return;
    const taken = counts;
    counts = new Map();
    await addTallies(store.database, [...taken.values()]);
  }

  const quietly = (): Promise<void> =>
    flush().catch(error => log.warn('tallies-not-written', { error: error as Error }));
  const timer = setInterval(quietly, flushEvery);
  timer.unref();

  return {
    add(kind, domain, facts) {
      const day = clock.now().toISOString().slice(0, 10);
      const text = JSON.stringify(facts);
      const key = `${kind} ${day} ${domain} ${text}`;
      const known = counts.get(key);
      if (known !== undefined) known.count += 1;
      else if (counts.size < mostKinds) counts.set(key, { kind, day, domain, facts: text, count: 1 });
    },
    flush,
    async close() {
      clearInterval(timer);
      await quietly();
    },
  };
}
