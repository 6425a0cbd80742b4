/** Numbers of people small enough to name somebody are not shown. */

/** From how many people on a number is shown; zero is one too. */
export const smallest = 5;

/** Null: more than none, fewer than `smallest`. */
export type Hidden = number | null;

export function hideSmall(count: number): Hidden {
  return count === 0 || count >= smallest ? count : null;
}
