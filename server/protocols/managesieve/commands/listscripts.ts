import { listScripts } from '../../../services/filters/list-scripts.ts';
import { actorOf, type Command } from '../session.ts';
import { writeString } from '../write.ts';

/** rfc/5804#2.7 */
export const listscripts: Command = {
  name: 'LISTSCRIPTS',
  states: ['authenticated'],
  takes: [],
  async run(session) {
    const scripts = await listScripts(session.house, actorOf(session));
    const lines = scripts.map(({ name, active }) => `${writeString(name)}${active ? ' ACTIVE' : ''}\r\n`);
    return { status: 'OK', lines: lines.join('') };
  },
};
