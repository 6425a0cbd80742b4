/** Where the reading of an expression stands. */

/** Why an expression is refused, in a few English words that faults.ts knows how to say in French. */
export class RegexError extends Error {}

export type Reader = {
  readonly symbols: readonly string[];
  at: number;
  groups: number;
  depth: number;
  readonly anyCase: boolean;
};
