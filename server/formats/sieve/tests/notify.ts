import { isMailto } from '../mailto.ts';
import { compileMatcher } from '../match.ts';
import { expand, expandAll } from '../run.ts';
import { matchTags, type TestShape, template, templates } from '../shape.ts';

/** rfc/5435#4 */
export const validNotifyMethod: TestShape = {
  name: 'valid_notify_method',
  needs: ['enotify'],
  operands: [{ kind: 'strings' }],
  compile(call) {
    const uris = templates(call, 0);
    return run => expandAll(run, uris).every(isMailto);
  },
};

/** Whether somebody is online cannot be known of an address: maybe. rfc/5435#5, rfc/5436#2.2 */
export const notifyMethodCapability: TestShape = {
  name: 'notify_method_capability',
  needs: ['enotify'],
  tags: matchTags,
  operands: [{ kind: 'string' }, { kind: 'string' }, { kind: 'strings' }],
  compile(call) {
    const [uri, capability] = [template(call, 0), template(call, 1)];
    const matches = compileMatcher(call, templates(call, 2));
    return run => {
      const known = isMailto(expand(run, uri)) && expand(run, capability).toLowerCase() === 'online';
      return matches(run, known ? ['maybe'] : []);
    };
  },
};
