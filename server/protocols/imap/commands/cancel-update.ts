import { done } from '../replies.ts';
import type { CommandOf, ImapCommand } from '../session.ts';

/** CANCELUPDATE: searches that are kept up to date no longer. rfc/5267#4.3.5 */
export const cancelUpdate: ImapCommand<CommandOf<'cancel-update'>> = {
  name: 'cancel-update',
  states: ['selected'],
  run(session, { tags }) {
    for (const tag of tags) session.contexts.delete(tag);
    return done;
  },
};
