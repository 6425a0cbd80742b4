import { putScript } from '../../../services/filters/put-script.ts';
import { textOf } from '../read-command.ts';
import { faultsText, no, okWith } from '../replies.ts';
import { actorOf, type Command } from '../session.ts';

/** rfc/5804#2.6 */
export const putscript: Command = {
  name: 'PUTSCRIPT',
  states: ['authenticated'],
  takes: ['string', 'string'],
  async run(session, [name, text]) {
    const bytes = text?.kind === 'string' ? text.bytes : Buffer.alloc(0);
    const put = await putScript(session.house, actorOf(session), textOf(name), bytes);
    return put.kind === 'kept' ? okWith(put.warnings) : no(faultsText(put.faults));
  },
};
