import { compileMatcher } from '../match.ts';
import { expand } from '../run.ts';
import { matchTags, type TestShape, template, templates } from '../shape.ts';

/** An item nobody knows matches nothing. rfc/5183#4 */
export const environment: TestShape = {
  name: 'environment',
  needs: ['environment'],
  tags: matchTags,
  operands: [{ kind: 'string' }, { kind: 'strings' }],
  compile(call) {
    const name = template(call, 0);
    const matches = compileMatcher(call, templates(call, 1));
    return run => {
      const { items } = run.environment;
      const wanted = expand(run, name).toLowerCase();
      return matches(run, Object.hasOwn(items, wanted) ? [items[wanted]!] : []);
    };
  },
};
