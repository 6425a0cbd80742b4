import { grammatical, isCapability } from '../capabilities.ts';
import { constant, type TestShape, templates } from '../shape.ts';

/** All of them or none. rfc/5463#4 */
export const ihave: TestShape = {
  name: 'ihave',
  needs: ['ihave'],
  operands: [{ kind: 'strings' }],
  compile(call) {
    const names = templates(call, 0).map(constant);
    const { offered, required } = call.context;
    const available = names.every(
      name => isCapability(name) && offered.has(name) && (required.has(name) || !grammatical.includes(name)),
    );
    return run => {
      if (available) for (const name of names) run.scope.enabled.add(name);
      return available;
    };
  },
};
