/**
 * When news are told: at the end of a command, and while the client listens (it idles, or NOTIFY has it listen always).
 * What is plain is told in one go, without waiting; search contexts and NOTIFY, which have to read, take their turn.
 */
import type { Tellable } from './news.ts';
import { tellNews } from './news.ts';
import { writeBye } from './replies.ts';
import { updateContexts } from './search-contexts.ts';
import type { Selected } from './selected.ts';
import type { Session } from './session.ts';

/** Something happened in the selected mailbox, or in one that NOTIFY watches. */
export function wake(session: Session): void {
  const listens = session.idling || (session.notifications !== null && !session.busy);
  if (!listens || session.ending) return;
  const { selected, notifications, contexts } = session;
  if (selected?.gone) {
    leaveGone(session, selected);
    return;
  }
  if (notifications === null && contexts.size === 0 && session.telling === null) {
    if (selected !== null) tellNews(session, selected, tellableOf(session, true, true));
    return;
  }
  session.telling = (session.telling ?? Promise.resolve())
    .then(() => tellAll(session, true, true))
    .catch(error => session.log.error('imap-news-failed', { error: error as Error }));
}

/** Tells what a command leaves to be told. Resolves at once for most sessions. */
export async function tellAll(session: Session, expunges: boolean, between = false): Promise<void> {
  const { selected, contexts, notifications } = session;
  if (selected !== null && !selected.gone) {
    const tellable = tellableOf(session, expunges, between);
    if (contexts.size === 0 && notifications === null) {
      tellNews(session, selected, tellable);
      return;
    }
    const before = selected.count;
    // Contexts are told of a message that goes before its number goes. rfc/5267#4.3.4
    tellNews(session, selected, { ...tellable, expunges: false });
    await updateContexts(session, selected);
    await notifications?.fetchArrivals(selected, before);
    if (session.selected === selected) tellNews(session, selected, { ...tellable, flags: false, arrivals: false });
  }
  await notifications?.tellOthers();
}

/** NOTIFY says which events of the selected mailbox are told, and whether expunges wait for a command. rfc/5465#6.1 */
function tellableOf({ notifications }: Session, expunges: boolean, between: boolean): Tellable {
  if (notifications === null) return { flags: true, arrivals: true, expunges };
  const { selected } = notifications;
  if (selected === null) return { flags: false, arrivals: false, expunges: false };
  return { flags: selected.flags, arrivals: true, expunges: expunges && !(between && selected.delayed) };
}

function leaveGone(session: Session, { gone }: Selected): void {
  session.connection.write(writeBye(session, gone!));
  session.ending = true;
  void session.connection.close();
}
