import type { FileIntoAction, KeepAction } from '../action.ts';
import { act, currentBytes, flow } from '../run.ts';
import { type CommandShape, hasTag, targetTags, template } from '../shape.ts';
import { compileFlags, compileTarget, flagTags } from '../target.ts';

/** rfc/5228#4.3 */
export const keep: CommandShape = {
  name: 'keep',
  tags: flagTags,
  compile(call) {
    const flags = compileFlags(call);
    return run => {
      const action: KeepAction = { kind: 'keep', bytes: currentBytes(run), flags: flags(run) };
      act(run, action, other => other.kind === 'keep');
      run.implicitKeep = false;
      return flow.next;
    };
  },
};

/** rfc/5228#4.1; `:copy` leaves the implicit keep as it is. rfc/3894#3 */
export const fileinto: CommandShape = {
  name: 'fileinto',
  needs: ['fileinto'],
  tags: { ...targetTags, ...flagTags, ':copy': { needs: ['copy'] } },
  operands: [{ kind: 'string' }],
  compile(call) {
    const target = compileTarget(call, template(call, 0));
    const flags = compileFlags(call);
    const copy = hasTag(call, ':copy');
    return run => {
      const action: FileIntoAction = { kind: 'fileinto', ...target(run), bytes: currentBytes(run), flags: flags(run) };
      act(
        run,
        action,
        other =>
          other.kind === 'fileinto' &&
          other.mailbox === action.mailbox &&
          other.mailboxId === action.mailboxId &&
          other.specialUse === action.specialUse,
      );
      if (!copy) run.implicitKeep = false;
      return flow.next;
    };
  },
};

/** Only the implicit keep is taken back: what other actions do stays done. rfc/5228#4.4 */
export const discard: CommandShape = {
  name: 'discard',
  compile: () => run => {
    act(run, { kind: 'discard' }, other => other.kind === 'discard');
    run.implicitKeep = false;
    return flow.next;
  },
};

/** rfc/5228#3.3 */
export const stop: CommandShape = { name: 'stop', compile: () => () => flow.stop };
