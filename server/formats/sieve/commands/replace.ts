import { SourceError } from '../faults.ts';
import { textEntity } from '../field.ts';
import { expand, expandAll, flow, RunError } from '../run.ts';
import { type CommandShape, hasTag, tagTemplate, tagTemplates, template } from '../shape.ts';

/** Changes of a body in one run. */
const maxChanges = 100;

/** The part at hand, or outside a loop the whole message. RFC 5703 */
export const replace: CommandShape = {
  name: 'replace',
  needs: ['replace'],
  tags: { ':mime': {}, ':subject': { value: 'string' }, ':from': { value: 'string' } },
  operands: [{ kind: 'string' }],
  compile(call) {
    const text = template(call, 0);
    const mime = hasTag(call, ':mime');
    const [subject, from] = [tagTemplate(call, ':subject'), tagTemplate(call, ':from')];
    if (from?.constant?.includes('@') === false) throw new SourceError(from.at, 'bad-address', from.constant);
    return run => {
      if (run.replacements.length >= maxChanges) throw new RunError('too-many-actions', String(maxChanges));
      const given = expand(run, text);
      const replacement = {
        part: run.part ?? run.message.parsed.part,
        entity: mime ? Buffer.from(given) : textEntity(given),
        subject: subject && expand(run, subject),
        from: from && expand(run, from),
      };
      run.replacements = [...run.replacements, replacement];
      return flow.next;
    };
  },
};

/** The whole message, as an attachment to a new one. RFC 5703 */
export const enclose: CommandShape = {
  name: 'enclose',
  needs: ['enclose'],
  tags: { ':subject': { value: 'string' }, ':headers': { value: 'strings' } },
  operands: [{ kind: 'string' }],
  compile(call) {
    const text = template(call, 0);
    const subject = tagTemplate(call, ':subject');
    const headers = tagTemplates(call, ':headers') ?? [];
    return run => {
      if (run.enclosures.length >= run.limits.actions)
        throw new RunError('too-many-actions', String(run.limits.actions));
      const enclosure = {
        subject: subject && expand(run, subject),
        headers: expandAll(run, headers),
        text: expand(run, text),
      };
      run.enclosures = [...run.enclosures, enclosure];
      return flow.next;
    };
  },
};
