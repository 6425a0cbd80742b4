import type { TestShape } from '../shape.ts';

/** rfc/5228#5.2. Left to right, and no further than needed: `ihave` and `duplicate` rely on it. */
export const allof: TestShape = {
  name: 'allof',
  tests: 'list',
  compile:
    ({ tests }) =>
    run => {
      // Loops without closures: these run dozens of times for each mail.
      for (const test of tests) if (!test(run)) return false;
      return true;
    },
};

/** rfc/5228#5.3 */
export const anyof: TestShape = {
  name: 'anyof',
  tests: 'list',
  compile:
    ({ tests }) =>
    run => {
      for (const test of tests) if (test(run)) return true;
      return false;
    },
};

/** rfc/5228#5.8 */
export const not: TestShape = {
  name: 'not',
  tests: 'one',
  compile:
    ({ tests }) =>
    run =>
      !tests[0]!(run),
};

/** rfc/5228#5.10 */
export const isTrue: TestShape = { name: 'true', compile: () => () => true };

/** rfc/5228#5.6 */
export const isFalse: TestShape = { name: 'false', compile: () => () => false };
