import { capabilityLines } from '../capabilities.ts';
import type { Command } from '../session.ts';

/** rfc/5804#2.4 */
export const capability: Command = {
  name: 'CAPABILITY',
  states: ['stranger', 'authenticated'],
  takes: [],
  run: session => ({ status: 'OK', lines: capabilityLines(session) }),
};
