import type { Session } from './session.ts';
import { say, words } from './words.ts';

/** Milliseconds between two words about how far a long command has come. */
const every = 10_000;

/** Tells now and then how far a command has come, so that the client knows that it still runs. rfc/9585 */
export function progressOf(session: Session, tag: string): (done: number, total: number) => void {
  let last = performance.now();
  return (done, total) => {
    const now = performance.now();
    if (now - last < every) return;
    last = now;
    const name = tag.replace(/["\\]/g, '\\$&');
    session.connection.write(`* OK [INPROGRESS ("${name}" ${done} ${total})] ${say(session, words.inProgress)}\r\n`);
    session.connection.flush();
  };
}
