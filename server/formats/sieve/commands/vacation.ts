import type { VacationAction } from '../action.ts';
import { SourceError } from '../faults.ts';
import { act, expand, expandAll, flow, RunError } from '../run.ts';
import { type Call, type CommandShape, hasTag, tagNumber, tagTemplate, tagTemplates, template } from '../shape.ts';
import { compileCarbonCopy, fccTags } from '../target.ts';

const day = 86_400;
const usualDays = 7;

/** rfc/5230#4; seconds of rfc/6131#2. Whether a reply may be sent at all is decided by who sends it. */
export const vacation: CommandShape = {
  name: 'vacation',
  needs: ['vacation'],
  tags: {
    ...fccTags,
    ':days': { value: 'number', group: 'period' },
    ':seconds': { value: 'number', group: 'period', needs: ['vacation-seconds'] },
    ':subject': { value: 'string' },
    ':from': { value: 'string' },
    ':addresses': { value: 'strings' },
    ':mime': {},
    ':handle': { value: 'string' },
  },
  operands: [{ kind: 'string' }],
  compile(call) {
    const reason = template(call, 0);
    const [subject, from, handle] = [
      tagTemplate(call, ':subject'),
      tagTemplate(call, ':from'),
      tagTemplate(call, ':handle'),
    ];
    if (from?.constant?.includes('@') === false) throw new SourceError(from.at, 'bad-address', from.constant);
    const addresses = tagTemplates(call, ':addresses') ?? [];
    const seconds = period(call);
    const mime = hasTag(call, ':mime');
    const carbonCopy = compileCarbonCopy(call);
    return run => {
      if (run.environment.occasion === 'imap') throw new RunError('not-here', 'vacation');
      if (run.vacations.inScript) throw new RunError('actions-exclude', 'vacation', 'vacation');
      run.vacations.inScript = true;
      // Of two scripts that both answer, the first one speaks: the sender gets one reply.
      if (run.actions.some(action => action.kind === 'vacation')) return flow.next;
      const text = {
        reason: expand(run, reason),
        subject: subject && expand(run, subject),
        from: from && expand(run, from),
        mime,
      };
      const action: VacationAction = {
        kind: 'vacation',
        ...text,
        addresses: expandAll(run, addresses),
        seconds,
        handle: handle ? `=${expand(run, handle)}` : JSON.stringify(text),
        fcc: carbonCopy(run),
      };
      act(run, action, () => false);
      return flow.next;
    };
  },
};

/** Within the bounds of the house, silently. rfc/5230#4.1, rfc/6131#2 */
function period(call: Call): number {
  const { vacationLeast, vacationMost } = call.context.limits;
  const seconds = tagNumber(call, ':seconds');
  const wanted = seconds ?? Math.max(1, tagNumber(call, ':days') ?? usualDays) * day;
  return Math.min(Math.max(wanted, vacationLeast), vacationMost);
}
