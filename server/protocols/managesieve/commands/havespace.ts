import { haveSpace } from '../../../services/filters/put-script.ts';
import { textOf } from '../read-command.ts';
import { ok } from '../replies.ts';
import { actorOf, type Command } from '../session.ts';

/** rfc/5804#2.5 */
export const havespace: Command = {
  name: 'HAVESPACE',
  states: ['authenticated'],
  takes: ['string', 'number'],
  async run(session, [name, size]) {
    await haveSpace(session.house, actorOf(session), textOf(name), size?.kind === 'number' ? size.value : 0);
    return ok;
  },
};
