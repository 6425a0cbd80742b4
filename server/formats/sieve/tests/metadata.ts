import { compileMatcher } from '../match.ts';
import { ask, expand, expandAll } from '../run.ts';
import { matchTags, type TestShape, template, templates } from '../shape.ts';

/** rfc/5490#3.3 */
export const metadata: TestShape = {
  name: 'metadata',
  needs: ['mboxmetadata'],
  tags: matchTags,
  operands: [{ kind: 'string' }, { kind: 'string' }, { kind: 'strings' }],
  compile(call) {
    const [mailbox, name] = [template(call, 0), template(call, 1)];
    const matches = compileMatcher(call, templates(call, 2));
    return run => {
      const value = ask(run, { kind: 'metadata', mailbox: expand(run, mailbox), name: expand(run, name) });
      return matches(run, value === null ? [] : [value]);
    };
  },
};

/** rfc/5490#3.4 */
export const metadataexists: TestShape = {
  name: 'metadataexists',
  needs: ['mboxmetadata'],
  operands: [{ kind: 'string' }, { kind: 'strings' }],
  compile(call) {
    const mailbox = template(call, 0);
    const names = templates(call, 1);
    return run => {
      const where = expand(run, mailbox);
      return expandAll(run, names).every(name => ask(run, { kind: 'metadata', mailbox: where, name }) !== null);
    };
  },
};

/** rfc/5490#4.1 */
export const servermetadata: TestShape = {
  name: 'servermetadata',
  needs: ['servermetadata'],
  tags: matchTags,
  operands: [{ kind: 'string' }, { kind: 'strings' }],
  compile(call) {
    const name = template(call, 0);
    const matches = compileMatcher(call, templates(call, 1));
    return run => {
      const value = ask(run, { kind: 'metadata', mailbox: null, name: expand(run, name) });
      return matches(run, value === null ? [] : [value]);
    };
  },
};

/** rfc/5490#4.2 */
export const servermetadataexists: TestShape = {
  name: 'servermetadataexists',
  needs: ['servermetadata'],
  operands: [{ kind: 'strings' }],
  compile(call) {
    const names = templates(call, 0);
    return run => expandAll(run, names).every(name => ask(run, { kind: 'metadata', mailbox: null, name }) !== null);
  },
};
