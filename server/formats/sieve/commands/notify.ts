import type { NotifyAction } from '../action.ts';
import { SourceError } from '../faults.ts';
import { isMailto } from '../mailto.ts';
import { act, expand, expandAll, flow, RunError } from '../run.ts';
import { type CommandShape, tagTemplate, tagTemplates, template } from '../shape.ts';
import { compileCarbonCopy, fccTags } from '../target.ts';

/** rfc/5435#3 */
export const notify: CommandShape = {
  name: 'notify',
  needs: ['enotify'],
  tags: {
    ...fccTags,
    ':from': { value: 'string' },
    ':importance': { value: 'string' },
    ':options': { value: 'strings' },
    ':message': { value: 'string' },
  },
  operands: [{ kind: 'string' }],
  compile(call) {
    const method = template(call, 0);
    if (method.constant !== null && !isMailto(method.constant)) {
      throw new SourceError(method.at, 'bad-method', method.constant);
    }
    const [from, importance, message] = [
      tagTemplate(call, ':from'),
      tagTemplate(call, ':importance'),
      tagTemplate(call, ':message'),
    ];
    if (importance && importance.constant !== null && !/^[123]$/.test(importance.constant)) {
      throw new SourceError(importance.at, 'bad-number', ':importance');
    }
    const options = tagTemplates(call, ':options') ?? [];
    const carbonCopy = compileCarbonCopy(call);
    return run => {
      const uri = expand(run, method);
      if (!isMailto(uri)) throw new RunError('bad-method', uri);
      const urgency = importance ? expand(run, importance) : '2';
      const action: NotifyAction = {
        kind: 'notify',
        method: uri,
        from: from && expand(run, from),
        importance: urgency === '1' ? 1 : urgency === '3' ? 3 : 2,
        options: expandAll(run, options),
        message: message && expand(run, message),
        fcc: carbonCopy(run),
      };
      act(run, action, other => other.kind === 'notify' && other.method === uri && other.message === action.message);
      return flow.next;
    };
  },
};
