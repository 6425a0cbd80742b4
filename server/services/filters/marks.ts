/** Flags as scripts write them, as mailboxes keep them. */
import { flagBits } from '../../model/email.ts';

const names: Readonly<Record<string, number>> = {
  '\\Seen': flagBits.seen,
  '\\Answered': flagBits.answered,
  '\\Flagged': flagBits.flagged,
  '\\Draft': flagBits.draft,
  '\\Deleted': flagBits.deleted,
};
const bits = Object.fromEntries(Object.entries(names).map(([name, bit]) => [name.toLowerCase(), bit]));

/** Keywords past `most` are left out. */
export function marksOf(flags: readonly string[], most: number): { flags: number; keywords: string[] } {
  const keywords = new Set<string>();
  let mask = 0;
  for (const flag of flags) {
    const name = flag.toLowerCase();
    if (Object.hasOwn(bits, name)) mask |= bits[name]!;
    else if (keywords.size < most) keywords.add(name);
  }
  return { flags: mask, keywords: [...keywords] };
}

/** Marks as scripts write them. */
export function flagNames(flags: number, keywords: readonly string[]): string[] {
  return [...Object.keys(names).filter(name => (flags & names[name]!) !== 0), ...keywords];
}
