import { compileMatcher } from '../match.ts';
import { expandAll } from '../run.ts';
import { matchTags, type TestShape, templates } from '../shape.ts';

/** rfc/5229#5. Counting, an empty string is none. */
export const string: TestShape = {
  name: 'string',
  needs: ['variables'],
  tags: matchTags,
  operands: [{ kind: 'strings' }, { kind: 'strings' }],
  compile(call) {
    const sources = templates(call, 0);
    const matches = compileMatcher(call, templates(call, 1));
    const counts = call.tags.has(':count');
    return run => {
      const values = expandAll(run, sources);
      return matches(run, counts ? values.filter(value => value !== '') : values);
    };
  },
};
