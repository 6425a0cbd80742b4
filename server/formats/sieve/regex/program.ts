/** A regular expression as instructions, in the manner of Thompson and Pike. */
import type { Ranges } from './ranges.ts';

export type Instruction =
  | { readonly op: 'set'; readonly ranges: Ranges; readonly next: number }
  /** Tries `next` before `other`. */
  | { readonly op: 'split'; readonly next: number; readonly other: number }
  | { readonly op: 'save'; readonly slot: number; readonly next: number }
  | { readonly op: 'start' | 'end'; readonly next: number }
  | { readonly op: 'match' };

export type Regex = {
  readonly program: readonly Instruction[];
  /** Match values: the whole and one a group. */
  readonly groups: number;
  /** Code points that no instruction tells apart share a class; `bounds` are where a new one begins. */
  readonly bounds: readonly number[];
  /** Classes of the ASCII characters, looked up most. */
  readonly ascii: Uint16Array;
  /** The states met so far; shared by all runs of this expression, and thrown away when they are many. */
  readonly automaton: Automaton;
};

export type Automaton = { states: Map<string, State>; first: State | null };

/** A set of instructions that wait for a character. `next` holds the state a class leads to. */
export type State = {
  readonly threads: readonly number[];
  readonly matched: boolean;
  /** Matched if the text ends here. */
  readonly matchedAtEnd: boolean;
  readonly next: (State | undefined)[];
};
