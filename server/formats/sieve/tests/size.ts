import { SourceError } from '../faults.ts';
import { sizeOf } from '../message.ts';
import { hasTag, number, type TestShape } from '../shape.ts';

/** rfc/5228#5.9 */
export const size: TestShape = {
  name: 'size',
  tags: { ':over': { group: 'size' }, ':under': { group: 'size' } },
  operands: [{ kind: 'number' }],
  compile(call) {
    const limit = number(call, 0);
    if (hasTag(call, ':over')) return run => sizeOf(run.message) > limit;
    if (hasTag(call, ':under')) return run => sizeOf(run.message) < limit;
    throw new SourceError(call.at, 'missing-tag', ':over / :under', 'size');
  },
};
