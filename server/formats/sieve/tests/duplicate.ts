import { SourceError } from '../faults.ts';
import { headerValues } from '../message.ts';
import { ask, expand, type Run, RunError } from '../run.ts';
import { type Call, hasTag, type TestShape, tagNumber, tagTemplate } from '../shape.ts';

/** Seven days. rfc/7352#3.3 */
const usualSeconds = 7 * 86_400;

/** rfc/7352#3 */
export const duplicate: TestShape = {
  name: 'duplicate',
  needs: ['duplicate'],
  tags: {
    ':handle': { value: 'string' },
    ':header': { value: 'string', group: 'identity' },
    ':uniqueid': { value: 'string', group: 'identity' },
    ':seconds': { value: 'number' },
    ':last': {},
  },
  compile(call) {
    const handle = tagTemplate(call, ':handle');
    const identity = compileIdentity(call);
    const seconds = Math.min(tagNumber(call, ':seconds') ?? usualSeconds, call.context.limits.duplicateMost);
    const last = hasTag(call, ':last');
    return run => {
      if (run.environment.occasion === 'imap') throw new RunError('not-here', 'duplicate');
      const uniqueId = identity(run);
      if (uniqueId === null || seconds === 0) return false;
      const of = { handle: handle ? expand(run, handle) : '', uniqueId };
      const seen = ask(run, { kind: 'duplicate', ...of });
      run.duplicates.set(JSON.stringify(of), { ...of, seconds, last, seen });
      return seen;
    };
  },
};

/** The text that identifies the message, null where the message does not say. rfc/7352#3.1 */
function compileIdentity(call: Call): (run: Run) => string | null {
  const uniqueId = tagTemplate(call, ':uniqueid');
  if (uniqueId) return run => expand(run, uniqueId);
  const field = tagTemplate(call, ':header');
  if (field?.constant === '') throw new SourceError(field.at, 'bad-header-name', '');
  return run => {
    const name = field ? expand(run, field).toLowerCase() : 'message-id';
    return headerValues(run.message.header, name)[0] ?? null;
  };
}
