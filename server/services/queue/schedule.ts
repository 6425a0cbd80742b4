/** When a message that was put off is tried again. */

const minute = 60_000;
/** Waits after the first, second… try; the last one repeats. Greylisting lets most in after a few minutes. */
const waits = [2, 5, 10, 20, 40, 60, 120, 240].map(minutes => minutes * minute);

/** Age at which the sender is told that a message waits. */
export const tellAfter = 4 * 60 * minute;

/**
 * @param attempts tries made, this one included
 * @param random from 0 to 1: a fifth either way, so that what failed together does not come back together
 */
export function nextTry(attempts: number, at: Date, random: number): Date {
  const wait = waits[Math.min(attempts, waits.length) - 1]!;
  return new Date(at.getTime() + wait * (0.8 + 0.4 * random));
}
