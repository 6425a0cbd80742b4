/** Flags as scripts write them, as mailboxes keep them. */
import { flagBits } from '../../model/email.ts';

const bits: Readonly<Record<string, number>> = {
  '\\seen': flagBits.seen,
  '\\answered': flagBits.answered,
  '\\flagged': flagBits.flagged,
  '\\draft': flagBits.draft,
  '\\deleted': flagBits.deleted,
};

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
