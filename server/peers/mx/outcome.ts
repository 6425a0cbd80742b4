/** What one try says of its recipients, in the words of rfc/3463. */
import { ConnectFailure } from '../connect.ts';
import { RemoteFailure, type RemoteReply, showReply } from '../smtp/remote-reply.ts';
import { RemoteRefusal, type RemoteSession } from '../smtp/remote-session.ts';
import { NoRoute } from './route.ts';

/** What became of one recipient. */
export type RemoteOutcome = {
  readonly kind: 'sent' | 'put-off' | 'failed';
  /** rfc/3463, ours where the remote gave none. */
  readonly status: string;
  /** What was said, by whom: for the journal, for notices. */
  readonly said: string;
  /** The host that said it; null where none was reached. */
  readonly host: string | null;
  /** The remote tells the sender of its success itself. rfc/3461#5.2.2 */
  readonly relaysNotices: boolean;
  /** Was it under TLS? */
  readonly tls: string | null;
  /** The whole message had left when the connection broke: another try may double it. */
  readonly unsure: boolean;
  /** It was asked to keep a deadline, and knows nothing of them. rfc/2852 */
  readonly ignoresDeadline?: true;
};

export function replyOutcome(session: RemoteSession, reply: RemoteReply): RemoteOutcome {
  const kind = reply.code < 300 ? 'sent' : reply.code < 500 ? 'put-off' : 'failed';
  const usual = { sent: '2.0.0', 'put-off': '4.0.0', failed: '5.0.0' }[kind];
  const { tls } = session;
  return {
    kind,
    status: reply.enhanced?.startsWith(usual[0]!) ? reply.enhanced : usual,
    said: showReply(reply),
    host: session.host,
    relaysNotices: session.offers('DSN'),
    tls: tls === null ? null : `${tls.protocol}${tls.verified ? ' verified' : ''}`,
    unsure: false,
  };
}

/** Why a host had no say. A greeting of 5xx speaks for that host alone. rfc/5321#5.1 */
export function hostOutcome(host: string, error: unknown): RemoteOutcome {
  if (error instanceof RemoteRefusal) return { ...failure('put-off', '4.3.2', showReply(error.reply)), host };
  if (error instanceof RemoteFailure) {
    const status = error.kind === 'tls' ? '4.7.5' : '4.4.2';
    return { ...failure('put-off', status, error.message), host, unsure: error.unsure };
  }
  if (error instanceof ConnectFailure) return { ...failure('put-off', '4.4.1', error.message), host };
  if (error instanceof NoRoute) return { ...failure('put-off', '4.4.3', error.message), host };
  throw error;
}

export function routeOutcome(error: unknown): RemoteOutcome {
  if (!(error instanceof NoRoute)) throw error;
  if (error.kind === 'try-later') return failure('put-off', '4.4.3', error.message);
  return failure('failed', error.kind === 'null-mx' ? '5.1.10' : '5.1.2', error.message);
}

export function failure(kind: 'put-off' | 'failed', status: string, said: string): RemoteOutcome {
  return { kind, status, said, host: null, relaysNotices: false, tls: null, unsure: false };
}
