import { ask, expand, expandAll } from '../run.ts';
import { optionalTemplates, type TestShape, template, templates } from '../shape.ts';

/** All of them exist and take mail. rfc/5490#3.1 */
export const mailboxexists: TestShape = {
  name: 'mailboxexists',
  needs: ['mailbox'],
  operands: [{ kind: 'strings' }],
  compile(call) {
    const names = templates(call, 0);
    return run => expandAll(run, names).every(name => ask(run, { kind: 'mailbox-exists', name }));
  },
};

/** RFC 9042 */
export const mailboxidexists: TestShape = {
  name: 'mailboxidexists',
  needs: ['mailboxid'],
  operands: [{ kind: 'strings' }],
  compile(call) {
    const ids = templates(call, 0);
    return run => expandAll(run, ids).every(id => ask(run, { kind: 'mailbox-id-exists', id }));
  },
};

/** RFC 8579 */
export const specialuseExists: TestShape = {
  name: 'specialuse_exists',
  needs: ['special-use'],
  operands: [{ kind: 'string', optional: true }, { kind: 'strings' }],
  compile(call) {
    const named = optionalTemplates(call, 0) === null ? null : template(call, 0);
    const uses = templates(call, 1);
    return run => {
      const mailbox = named && expand(run, named);
      return expandAll(run, uses).every(use => ask(run, { kind: 'special-use-exists', use, mailbox }));
    };
  },
};
