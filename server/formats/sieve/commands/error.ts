import { expand, RunError } from '../run.ts';
import { type CommandShape, template } from '../shape.ts';

/** rfc/5463#5 */
export const error: CommandShape = {
  name: 'error',
  needs: ['ihave'],
  operands: [{ kind: 'string' }],
  compile(call) {
    const message = template(call, 0);
    return run => {
      throw new RunError('said', expand(run, message));
    };
  },
};
