import type { Session } from './session.ts';

/** Lets go of the selected mailbox. */
export function unselect(session: Session): void {
  const { selected } = session;
  if (selected === null) return;
  session.contexts.clear();
  selected.unwatch();
  selected.held.release();
  session.selected = null;
}

/** Lets go of all that the session holds. */
export function leave(session: Session): void {
  unselect(session);
  session.notifications?.end();
  session.notifications = null;
  session.leavePresence?.();
  session.leavePresence = null;
  const { actor, options } = session;
  if (actor === null) return;
  const others = options.sessions.get(actor.accountId);
  others?.delete(session);
  if (others?.size === 0) options.sessions.delete(actor.accountId);
  session.actor = null;
}
