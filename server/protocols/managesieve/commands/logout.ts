import type { Command } from '../session.ts';

/** rfc/5804#2.3: the server says OK, and hangs up. */
export const logout: Command = {
  name: 'LOGOUT',
  states: ['stranger', 'authenticated'],
  takes: [],
  run: () => ({ status: 'OK', text: 'Au revoir. / Good-bye.' }),
};
