import { parseAddress } from '../../address/address.ts';
import type { RedirectAction } from '../action.ts';
import { SourceError } from '../faults.ts';
import { act, ask, currentBytes, expand, flow, RunError } from '../run.ts';
import { type CommandShape, hasTag, template } from '../shape.ts';

/** rfc/5228#4.2; `:copy` of rfc/3894#3; `:list` names an external list, RFC 6134. */
export const redirect: CommandShape = {
  name: 'redirect',
  tags: { ':copy': { needs: ['copy'] }, ':list': { needs: ['extlists'] } },
  operands: [{ kind: 'string' }],
  compile(call) {
    const given = template(call, 0);
    const list = hasTag(call, ':list');
    const copy = hasTag(call, ':copy');
    if (!list && given.constant !== null && !readAddress(given.constant)) {
      throw new SourceError(given.at, 'bad-address', given.constant);
    }
    return run => {
      const text = expand(run, given);
      const address = list ? text : readAddress(text);
      if (address === null) throw new RunError('bad-address', text);
      if (list && !ask(run, { kind: 'list-exists', list: text })) throw new RunError('bad-address', text);
      const action: RedirectAction = { kind: 'redirect', address, list, bytes: currentBytes(run) };
      act(run, action, other => other.kind === 'redirect' && other.address === address && other.list === list);
      const redirects = run.actions.filter(one => one.kind === 'redirect').length;
      if (redirects > run.limits.redirects) throw new RunError('too-many-redirects', String(run.limits.redirects));
      if (!copy) run.implicitKeep = false;
      return flow.next;
    };
  },
};

/** An address alone or in angle brackets after a name. */
function readAddress(text: string): string | null {
  const bracketed = /^[^<>]*<([^<>]+)>$/.exec(text.trim())?.[1];
  return parseAddress((bracketed ?? text).trim())?.text ?? null;
}
