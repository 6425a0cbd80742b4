import type { Flag } from './flags.ts';

/** A FETCH response around items already spelled, one space between two. rfc/9051#7.5.2 */
export const writeFetch = (number: number, items: string): string => `* ${number} FETCH (${items})\r\n`;

export const writeFlags = (flags: readonly Flag[]): string => `FLAGS (${flags.join(' ')})`;

/**
 * Flags by the bits a mailbox view keeps them as, spelled once for each combination that occurs: a mailbox of 20,000 messages
 * has a few dozens. `names[i]` is the flag of bit i.
 */
export function flagSpeller(names: readonly Flag[]): (bits: number) => string {
  const spelled = new Map<number, string>();
  return bits => {
    const known = spelled.get(bits);
    if (known !== undefined) return known;
    const text = writeFlags(names.filter((_, bit) => (bits & (1 << bit)) !== 0));
    spelled.set(bits, text);
    return text;
  };
}
