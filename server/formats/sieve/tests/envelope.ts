import { compileAddressPart } from '../address-part.ts';
import type { Capability } from '../capabilities.ts';
import { SourceError } from '../faults.ts';
import { compileMatcher } from '../match.ts';
import { expand, type Run, RunError } from '../run.ts';
import { addressPartTags, matchTags, type TestShape, templates } from '../shape.ts';

/** The parts of an envelope, and the extension that brings each. RFC 6009 for those beyond from and to. */
const parts: Readonly<Record<string, Capability>> = {
  from: 'envelope',
  to: 'envelope',
  notify: 'envelope-dsn',
  orcpt: 'envelope-dsn',
  ret: 'envelope-dsn',
  envid: 'envelope-dsn',
  bymode: 'envelope-deliverby',
  bytrace: 'envelope-deliverby',
  bytimeabsolute: 'envelope-deliverby',
  bytimerelative: 'envelope-deliverby',
};

/** rfc/5228#5.4 */
export const envelope: TestShape = {
  name: 'envelope',
  needs: ['envelope'],
  tags: { ...matchTags, ...addressPartTags },
  operands: [{ kind: 'strings' }, { kind: 'strings' }],
  compile(call) {
    const names = templates(call, 0);
    for (const { constant, at } of names) {
      const name = constant?.toLowerCase() ?? 'from';
      if (!Object.hasOwn(parts, name)) throw new SourceError(at, 'bad-envelope-part', name);
      call.context.use(parts[name]!, at, `envelope "${name}"`);
    }
    const matches = compileMatcher(call, templates(call, 1));
    const part = compileAddressPart(call);
    return run => {
      // Nobody sent what is in a mailbox already. rfc/6785#4.6
      if (run.environment.occasion === 'imap') throw new RunError('not-here', 'envelope');
      const values = names.flatMap(name => {
        const wanted = expand(run, name).toLowerCase();
        const value = partNamed(run, wanted);
        return value === undefined ? [] : wanted === 'from' || wanted === 'to' ? part.of(value) : [value];
      });
      return matches(run, values);
    };
  },
};

function partNamed({ environment: { envelope: given } }: Run, name: string): string | undefined {
  if (name === 'from') return given.from;
  if (name === 'to') return given.to;
  return Object.hasOwn(given.parameters, name) ? given.parameters[name] : undefined;
}
