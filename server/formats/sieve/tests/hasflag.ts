import { readFlags } from '../flags.ts';
import { compileMatcher } from '../match.ts';
import { readVariable } from '../run.ts';
import { matchTags, optionalTemplates, type TestShape, templates } from '../shape.ts';
import { variableNames } from '../variable-name.ts';

/** rfc/5232#4 */
export const hasflag: TestShape = {
  name: 'hasflag',
  needs: ['imap4flags'],
  tags: matchTags,
  operands: [{ kind: 'strings', optional: true }, { kind: 'strings' }],
  compile(call) {
    const given = optionalTemplates(call, 0);
    const names = given ? variableNames(call, given) : null;
    // Keys are lists of flags too: each is compared by itself.
    const keys = templates(call, 1).flatMap(key =>
      key.constant === null ? [key] : readFlags([key.constant]).map(flag => ({ ...key, constant: flag })),
    );
    const matches = compileMatcher(call, call.tags.has(':count') ? templates(call, 1) : keys);
    return run => matches(run, names ? readFlags(names.map(name => readVariable(run, name))) : run.flags);
  },
};
