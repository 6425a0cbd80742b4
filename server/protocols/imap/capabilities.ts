/** What this server can do, as this client may use it now. rfc/9051#7.2.2 */
import type { Session } from './session.ts';

/** Said in every state. */
const always = ['IMAP4rev1', 'IMAP4rev2', 'LITERAL+', 'SASL-IR', 'ID', 'ENABLE', 'LANGUAGE'];

/** Said once the client has signed in. */
const within = ['IDLE', 'NAMESPACE', 'UNSELECT', 'CHILDREN', 'UIDPLUS', 'MOVE'];

export function capabilities(session: Session): string {
  return `CAPABILITY ${[...always, ...(session.actor === null ? before(session) : within)].join(' ')}`;
}

function before({ connection }: Session): string[] {
  if (connection.tls === undefined) return ['STARTTLS', 'LOGINDISABLED'];
  return ['AUTH=PLAIN', 'AUTH=LOGIN'];
}
