import { removeScript } from '../../../services/filters/remove-script.ts';
import { textOf } from '../read-command.ts';
import { ok } from '../replies.ts';
import { actorOf, type Command } from '../session.ts';

/** rfc/5804#2.10 */
export const deletescript: Command = {
  name: 'DELETESCRIPT',
  states: ['authenticated'],
  takes: ['string'],
  async run(session, [name]) {
    await removeScript(session.house, actorOf(session), textOf(name));
    return ok;
  },
};
