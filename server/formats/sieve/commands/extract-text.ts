import { SourceError } from '../faults.ts';
import { flow, writeVariable } from '../run.ts';
import { type CommandShape, tagNumber, template } from '../shape.ts';
import { readText } from '../tests/body.ts';
import { variableName } from '../variable-name.ts';
import { modify, set } from './set.ts';

/** The text of the part at hand into a variable; '' where the part is no text. RFC 5703 */
export const extracttext: CommandShape = {
  name: 'extracttext',
  needs: ['extracttext', 'foreverypart', 'variables'],
  tags: { ...set.tags, ':first': { value: 'number' } },
  operands: [{ kind: 'string' }],
  compile(call) {
    if (call.context.loops.length === 0) throw new SourceError(call.at, 'outside-loop', 'extracttext');
    const name = variableName(call, template(call, 0));
    const most = tagNumber(call, ':first');
    return run => {
      const { part } = run;
      const text = part?.type === 'text' ? readText(run, part) : '';
      const cut = text.slice(0, run.limits.variableLength * 2);
      writeVariable(run, name, modify(call, most === null ? cut : [...cut].slice(0, most).join('')));
      return flow.next;
    };
  },
};
