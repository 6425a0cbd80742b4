/**
 * Sending to the outside: finds the hosts of a domain, asks them in their order, keeps the connections that work for the
 * next message, and says of every recipient what was said of it.
 */
import { type Connect, ConnectFailure } from '../connect.ts';
import type { Dns } from '../dns.ts';
import { RemoteFailure, type RemoteReply, showReply } from '../smtp/remote-reply.ts';
import {
  type Patience,
  type RemoteMessage,
  RemoteRefusal,
  RemoteSession,
  type TlsDemand,
} from '../smtp/remote-session.ts';
import { findAddresses, findRoute, type MxHost, NoRoute } from './route.ts';
import { createSessionPool } from './session-pool.ts';
import { type FetchStsPolicy, findStsPolicy, type StsCache, type StsPolicy, stsAllows } from './sts.ts';

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
};

export type Outside = {
  /** @returns one outcome a recipient, in order. Throws for bugs only. */
  send(domain: string, message: RemoteMessage): Promise<RemoteOutcome[]>;
  close(): void;
};

export type OutsideOptions = {
  readonly dns: Dns;
  readonly connect: Connect;
  readonly fetchPolicy: FetchStsPolicy;
  readonly stsCache: StsCache;
  readonly helloName: string;
  readonly patience: Patience;
  readonly now: () => Date;
  readonly random: () => number;
  /** 25; another in tests. */
  readonly port: number;
  /** Trusted beside the system's: for tests. */
  readonly authorities?: readonly string[];
};

/** Opens nothing by itself: connections are made as mail asks for them. */
export function createOutside(options: OutsideOptions): Outside {
  const pool = createSessionPool();

  async function send(domain: string, message: RemoteMessage): Promise<RemoteOutcome[]> {
    const all = (outcome: RemoteOutcome): RemoteOutcome[] => message.recipients.map(() => outcome);
    let hosts: MxHost[];
    try {
      hosts = await findRoute(options.dns, domain, options.random);
    } catch (error) {
      return all(routeOutcome(error));
    }
    const policy = await findStsPolicy({ ...options, cache: options.stsCache, now: options.now() }, domain);
    const enforced = policy?.mode === 'enforce' ? policy : null;
    const allowed = enforced === null ? hosts : hosts.filter(({ name }) => stsAllows(enforced, name));
    if (allowed.length === 0) return all(failure('put-off', '4.7.5', 'No host of the domain is in its MTA-STS policy'));
    let last = failure('put-off', '4.4.1', 'No host answered');
    for (const { name } of allowed) {
      const outcomes = await tryHost(name, message, demandOf(message, enforced));
      if (Array.isArray(outcomes)) return outcomes;
      last = outcomes;
      // A message that may have been taken is not given to the next host at once.
      if (last.unsure) break;
    }
    return all(last);
  }

  /** The outcomes of a host that had its say about the message; else why it had none. */
  async function tryHost(
    host: string,
    message: RemoteMessage,
    demand: TlsDemand,
  ): Promise<RemoteOutcome[] | RemoteOutcome> {
    try {
      return await conversation(host, message, demand);
    } catch (error) {
      if (!(error instanceof RemoteFailure) || error.kind !== 'tls' || demand !== 'may')
        return hostOutcome(host, error);
    }
    // Broken TLS protects nobody: where it is not demanded the message goes as it would have without. rfc/7435
    try {
      return await conversation(host, message, 'none');
    } catch (error) {
      return hostOutcome(host, error);
    }
  }

  async function conversation(host: string, message: RemoteMessage, demand: TlsDemand): Promise<RemoteOutcome[]> {
    const key = `${host} ${demand}`;
    const kept = pool.take(key);
    if (kept !== null) {
      try {
        return await over(key, kept, message);
      } catch (error) {
        // A connection that waited may have been closed meanwhile: that says nothing of the host.
        if (!(error instanceof RemoteFailure) || error.unsure) throw error;
      }
    }
    return await over(key, await open(host, demand), message);
  }

  async function over(key: string, session: RemoteSession, message: RemoteMessage): Promise<RemoteOutcome[]> {
    try {
      const unable = cannotCarry(session, message);
      if (unable !== null) return message.recipients.map(() => ({ ...unable, host: session.host }));
      const replies = await session.send(message);
      return replies.map(reply => replyOutcome(session, reply));
    } catch (error) {
      if (error instanceof RemoteRefusal && error.reply.code !== 421) {
        const outcome = replyOutcome(session, error.reply);
        return message.recipients.map(() => outcome);
      }
      session.destroy();
      throw error;
    } finally {
      pool.give(key, session);
    }
  }

  async function open(host: string, tls: TlsDemand): Promise<RemoteSession> {
    const addresses = await findAddresses(options.dns, host);
    const socket = await options.connect({ name: host, addresses, port: options.port });
    return await RemoteSession.open(socket, { ...options, host, tls });
  }

  return { send, close: () => pool.close() };
}

/** rfc/8461#5, rfc/8689#4.2.1 */
function demandOf({ requireTls }: RemoteMessage, enforced: StsPolicy | null): TlsDemand {
  return requireTls || enforced !== null ? 'verified' : 'may';
}

/** What a server must know for this message to be given to it. rfc/6531#3.2, rfc/8689#2, rfc/3030#3 */
function cannotCarry(session: RemoteSession, message: RemoteMessage): RemoteOutcome | null {
  if (message.requireTls && !session.offers('REQUIRETLS')) {
    return failure('failed', '5.7.30', 'The remote server cannot promise TLS all the way (REQUIRETLS)');
  }
  if (message.utf8 && !session.offers('SMTPUTF8')) {
    return failure('failed', '5.6.7', 'The remote server takes no addresses in UTF-8 (SMTPUTF8)');
  }
  if (message.body === 'BINARYMIME' && !(session.offers('BINARYMIME') && session.offers('CHUNKING'))) {
    return failure('failed', '5.6.1', 'The remote server takes no binary messages (BINARYMIME)');
  }
  const largest = Number(session.extensions.get('SIZE') ?? 0);
  if (largest > 0 && message.bytes.length > largest) {
    return failure('failed', '5.3.4', `The remote server takes ${largest} octets at most`);
  }
  return null;
}

function replyOutcome(session: RemoteSession, reply: RemoteReply): RemoteOutcome {
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
function hostOutcome(host: string, error: unknown): RemoteOutcome {
  if (error instanceof RemoteRefusal) return { ...failure('put-off', '4.3.2', showReply(error.reply)), host };
  if (error instanceof RemoteFailure) {
    const status = error.kind === 'tls' ? '4.7.5' : '4.4.2';
    return { ...failure('put-off', status, error.message), host, unsure: error.unsure };
  }
  if (error instanceof ConnectFailure) return { ...failure('put-off', '4.4.1', error.message), host };
  if (error instanceof NoRoute) return { ...failure('put-off', '4.4.3', error.message), host };
  throw error;
}

function routeOutcome(error: unknown): RemoteOutcome {
  if (!(error instanceof NoRoute)) throw error;
  if (error.kind === 'try-later') return failure('put-off', '4.4.3', error.message);
  return failure('failed', error.kind === 'null-mx' ? '5.1.10' : '5.1.2', error.message);
}

function failure(kind: 'put-off' | 'failed', status: string, said: string): RemoteOutcome {
  return { kind, status, said, host: null, relaysNotices: false, tls: null, unsure: false };
}
