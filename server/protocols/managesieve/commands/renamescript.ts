import { renameScript } from '../../../services/filters/rename-script.ts';
import { textOf } from '../read-command.ts';
import { ok } from '../replies.ts';
import { actorOf, type Command } from '../session.ts';

/** rfc/5804#2.11 */
export const renamescript: Command = {
  name: 'RENAMESCRIPT',
  states: ['authenticated'],
  takes: ['string', 'string'],
  async run(session, [from, to]) {
    await renameScript(session.house, actorOf(session), textOf(from), textOf(to));
    return ok;
  },
};
