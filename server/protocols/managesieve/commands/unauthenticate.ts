import { ok } from '../replies.ts';
import type { Command } from '../session.ts';

/** rfc/5804#2.14.1 */
export const unauthenticate: Command = {
  name: 'UNAUTHENTICATE',
  states: ['authenticated'],
  takes: [],
  run(session) {
    session.leavePresence?.();
    session.leavePresence = null;
    session.actor = null;
    session.connection.idleLimit = session.limits.strangerIdle;
    return ok;
  },
};
