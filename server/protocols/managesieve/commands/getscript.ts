import { readScript } from '../../../services/filters/read-script.ts';
import { textOf } from '../read-command.ts';
import { actorOf, type Command } from '../session.ts';

/** The text as counted bytes, whatever its length. rfc/5804#2.9 */
export const getscript: Command = {
  name: 'GETSCRIPT',
  states: ['authenticated'],
  takes: ['string'],
  async run(session, [name]) {
    const text = await readScript(session.house, actorOf(session), textOf(name));
    return { status: 'OK', lines: `{${Buffer.byteLength(text)}}\r\n${text}\r\n` };
  },
};
