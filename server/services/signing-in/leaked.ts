/** Is a password among those that leaked? Asked of a small list that is always there, and of the operator's. */
import { holds, placeOf } from '../../formats/leaked/leaked-list.ts';
import type { LeakedPasswords } from '../../store/leaked-passwords.ts';
import { leakedWords } from './leaked-words.ts';

export type Leaked = { has(password: string): Promise<boolean> };

/** `own`: the operator's list, where there is one. */
export function createLeaked(own: LeakedPasswords | null): Leaked {
  let bundled: ReadonlyMap<number, Buffer> | undefined;
  return {
    async has(password) {
      // Made at the first question, and kept: some hundred kilobytes.
      bundled ??= bucketsOf(leakedWords());
      const { bucket, entry } = placeOf(password);
      const entries = bundled.get(bucket);
      if (entries !== undefined && holds(entries, entry)) return true;
      return own === null ? false : await own.has(password);
    },
  };
}

function bucketsOf(passwords: Iterable<string>): ReadonlyMap<number, Buffer> {
  const entries = new Map<number, Set<number>>();
  for (const password of passwords) {
    const { bucket, entry } = placeOf(password);
    const known = entries.get(bucket);
    if (known === undefined) entries.set(bucket, new Set([entry]));
    else known.add(entry);
  }
  return new Map([...entries].map(([bucket, set]) => [bucket, bytesOf([...set].sort((a, b) => a - b))]));
}

function bytesOf(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [at, number] of numbers.entries()) bytes.writeUInt32BE(number, at * 4);
  return bytes;
}
