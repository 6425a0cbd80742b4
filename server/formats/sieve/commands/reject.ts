import type { RejectAction } from '../action.ts';
import { act, expand, flow, RunError } from '../run.ts';
import { type CommandShape, template } from '../shape.ts';

function refusing(how: RejectAction['how']): CommandShape {
  return {
    name: how,
    needs: [how],
    operands: [{ kind: 'string' }],
    compile(call) {
      const reason = template(call, 0);
      return run => {
        if (run.environment.occasion === 'imap') throw new RunError('not-here', how);
        act(run, { kind: 'reject', how, reason: expand(run, reason) }, () => false);
        run.implicitKeep = false;
        return flow.next;
      };
    },
  };
}

/** rfc/5429#2.2 */
export const reject = refusing('reject');

/** rfc/5429#2.1 */
export const ereject = refusing('ereject');
