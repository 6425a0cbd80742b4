import type { Contender } from '../contenders/contender.ts';

/** How much of each work is done: `quick` for the guard, in seconds; the other for the table. */
export type Size = {
  readonly quick: boolean;
  /** Messages of the mailbox one reads in. */
  readonly mailbox: number;
};

/** What one round showed. `done` is how many pieces of work it did, for the processor time of each. */
export type Measured = { readonly value: number; readonly done: number };

export type Row = {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
  /** Ours as a multiple of Dovecot's. */
  readonly target: number;
  /** An absolute target of ours, where Dovecot's figure says nothing. */
  readonly aim?: number;
  readonly rounds: (size: Size) => number;
  /** Reads in the mailbox that the rows of `append` fill. */
  readonly reads?: boolean;
  measure(contender: Contender, size: Size, round: number): Promise<Measured>;
};

/** The mailbox one reads in, of the first account. */
export const archive = 'Archives2026';

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Does all items, `atOnce` workers taking the next one each. */
export async function together<Item>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item, worker: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async (_, worker) => {
      while (next < items.length) await work(items[next++]!, worker);
    }),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
