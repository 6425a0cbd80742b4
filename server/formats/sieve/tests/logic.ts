import type { TestShape } from '../shape.ts';

/** rfc/5228#5.2. Left to right, and no further than needed: `ihave` and `duplicate` rely on it. */
export const allof: TestShape = {
  name: 'allof',
  tests: 'list',
  compile:
    ({ tests }) =>
    run =>
      tests.every(test => test(run)),
};

/** rfc/5228#5.3 */
export const anyof: TestShape = {
  name: 'anyof',
  tests: 'list',
  compile:
    ({ tests }) =>
    run =>
      tests.some(test => test(run)),
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
