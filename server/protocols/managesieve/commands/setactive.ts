import { activateScript } from '../../../services/filters/activate-script.ts';
import { textOf } from '../read-command.ts';
import { ok } from '../replies.ts';
import { actorOf, type Command } from '../session.ts';

/** An empty name leaves no script active. rfc/5804#2.8 */
export const setactive: Command = {
  name: 'SETACTIVE',
  states: ['authenticated'],
  takes: ['string'],
  async run(session, [name]) {
    await activateScript(session.house, actorOf(session), textOf(name) || null);
    return ok;
  },
};
