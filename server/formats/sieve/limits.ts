/** Bounds of what a script may be and do. Work is counted in steps, never in time: a run comes out the same on any machine. */
export type SieveLimits = {
  /** Of the script, octets. */
  readonly scriptBytes: number;
  /** Commands and tests of a script, and how deep they may nest. */
  readonly nodes: number;
  readonly depth: number;
  /** Work of one run: about one step a command, a test, or 64 characters looked at. */
  readonly steps: number;
  /** Characters of one variable, and how many there may be. */
  readonly variableLength: number;
  readonly variables: number;
  readonly actions: number;
  readonly redirects: number;
  /** Scripts included in one run, and in each other. */
  readonly includes: number;
  readonly includeDepth: number;
  /** Different questions to the environment in one run. */
  readonly questions: number;
  /** Octets that one part may contribute to body and text tests. */
  readonly bodyBytes: number;
  /** Of all the regular expressions of a script, compiled. */
  readonly regexInstructions: number;
  /** Seconds: bounds of a vacation period, longest memory of a duplicate. */
  readonly vacationLeast: number;
  readonly vacationMost: number;
  readonly duplicateMost: number;
};

const day = 86_400;

export const usualLimits: SieveLimits = {
  scriptBytes: 256 * 1024,
  nodes: 10_000,
  depth: 32,
  steps: 1_000_000,
  variableLength: 16_384,
  variables: 256,
  actions: 32,
  redirects: 4,
  includes: 64,
  includeDepth: 10,
  questions: 64,
  bodyBytes: 2 ** 20,
  regexInstructions: 100_000,
  vacationLeast: 0,
  vacationMost: 90 * day,
  duplicateMost: 30 * day,
};
