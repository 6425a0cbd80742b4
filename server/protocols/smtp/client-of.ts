import type { Client } from './door.ts';
import type { Session } from './session.ts';

/** The other side of a conversation, as the door is told of it. */
export function clientOf({ connection, hello, actor, door }: Session): Client {
  return {
    address: connection.remoteAddress,
    name: hello!.name,
    protocol: protocolOf(),
    tls: connection.tls,
    actor,
  };

  /** The `with` of the trace line. rfc/3848 */
  function protocolOf(): string {
    if (!hello!.extended) return 'SMTP';
    const secured = connection.tls === undefined ? '' : 'S';
    const signedIn = actor === null ? '' : 'A';
    return `${door.kind === 'lmtp' ? 'LMTP' : 'ESMTP'}${secured}${signedIn}`;
  }
}
