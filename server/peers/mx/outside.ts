/**
 * Sending to the outside: finds the hosts of a domain, asks them in their order, keeps the connections that work for the
 * next message, and says of every recipient what was said of it.
 */
import { createHash } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { Connect } from '../connect.ts';
import { type Dns, DnsFailure } from '../dns.ts';
import { RemoteFailure, type RemoteReply, type TlsFault } from '../smtp/remote-reply.ts';
import {
  type Patience,
  type ProvesChain,
  type RemoteMessage,
  RemoteRefusal,
  RemoteSession,
  type TlsDemand,
} from '../smtp/remote-session.ts';
import type { ValidatingDns } from '../validating-dns.ts';
import { type Dane, findDane, matchesDane } from './dane.ts';
import { failure, hostOutcome, type RemoteOutcome, replyOutcome, routeOutcome } from './outcome.ts';
import { findAddresses, findRoute, type MxHost } from './route.ts';
import { createSessionPool } from './session-pool.ts';
import { type FetchStsPolicy, findStsPolicy, type StsCache, type StsPolicy, stsAllows } from './sts.ts';

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
  /** A resolver whose word on DNSSEC is believed; absent, nothing is proven by DANE. */
  readonly validating?: ValidatingDns;
  /** Told of each connection that TLS was wanted for, or offered on, and of its end. */
  readonly tlsSeen?: (seen: TlsSeen) => void;
};

/** How TLS with one host went: what reports to its domain tell. rfc/8460#4.2 */
export type TlsSeen = {
  readonly domain: string;
  readonly host: string;
  readonly policy: 'tlsa' | 'sts' | 'no-policy-found';
  readonly fault: TlsFault | null;
};

/** How a host is to be spoken to, for one message. */
type Way = {
  readonly domain: string;
  readonly host: string;
  readonly demand: TlsDemand;
  readonly policy: TlsSeen['policy'];
  readonly proves?: ProvesChain;
  /** Connections of one key are alike. */
  readonly key: string;
};

/** Opens nothing by itself: connections are made as mail asks for them. */
export function createOutside(options: OutsideOptions): Outside {
  const pool = createSessionPool();
  // One for all connections: making one costs as much as a handshake.
  const secureContext = createSecureContext({
    minVersion: 'TLSv1.2',
    ...(options.authorities === undefined ? {} : { ca: [...options.authorities] }),
  });

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
    const held = enforced !== null && message.tls !== 'waived';
    const allowed = held ? hosts.filter(({ name }) => stsAllows(enforced, name)) : hosts;
    if (allowed.length === 0) return all(failure('put-off', '4.7.5', 'No host of the domain is in its MTA-STS policy'));
    let last = failure('put-off', '4.4.1', 'No host answered');
    for (const { name } of allowed) {
      const way = await findWay(domain, name, message, policy);
      const outcomes = 'kind' in way ? way : await tryHost(way, message);
      if (Array.isArray(outcomes)) return outcomes;
      last = outcomes;
      // A message that may have been taken is not given to the next host at once.
      if (last.unsure) break;
    }
    return all(last);
  }

  /**
   * What a host's zone proves (DANE) goes before what its domain's policy says (MTA-STS, RFC 8461 §2). A host of which nobody
   * can say whether it publishes a proof is not spoken to now. RFC 7672 §2.1.2
   */
  async function findWay(
    domain: string,
    host: string,
    message: RemoteMessage,
    policy: StsPolicy | null,
  ): Promise<Way | RemoteOutcome> {
    const same = { domain, host };
    // As if there were neither. rfc/8689#8.4
    if (message.tls === 'waived') return { ...same, demand: 'may', policy: 'no-policy-found', key: `${host} may` };
    const dane = await publishedProof(domain, host);
    const proven = message.tls !== 'required' || (await provesHosts(domain, host, policy));
    if (dane === null || proven === null)
      return { ...failure('put-off', '4.7.5', 'DNS does not say what the host publishes (DANE)'), host };
    if (!proven) {
      return {
        ...failure('failed', '5.7.10', 'Nothing proves which hosts take mail for the domain (REQUIRETLS)'),
        host,
      };
    }
    const enforced = policy?.mode === 'enforce' ? policy : null;
    if (dane.kind === 'proof') {
      const digest = createHash('sha256');
      for (const { usage, selector, matching, data } of dane.records) {
        digest.update(Buffer.from([usage, selector, matching])).update(data);
      }
      const proves: ProvesChain = chain => matchesDane(dane.records, chain, [host, domain], options.now());
      const key = `${host} ${domain} proven ${digest.digest('base64')}`;
      return { ...same, demand: 'proven', policy: 'tlsa', proves, key };
    }
    const demand = dane.kind === 'must' && message.tls !== 'required' ? 'must' : demandOf(message, enforced);
    const followed = dane.kind === 'must' ? 'tlsa' : enforced === null ? 'no-policy-found' : 'sts';
    return { ...same, demand, policy: followed, key: `${host} ${demand}` };
  }

  /** Whether somebody vouches that this host takes mail for the domain; null where DNS fails. rfc/8689#4.2.1 */
  async function provesHosts(domain: string, host: string, policy: StsPolicy | null): Promise<boolean | null> {
    if (host === domain) return true;
    if (policy !== null && policy.mode !== 'none' && stsAllows(policy, host)) return true;
    if (options.validating === undefined) return false;
    try {
      return (await options.validating(domain, 'MX')).secure;
    } catch (error) {
      if (!(error instanceof DnsFailure)) throw error;
      return null;
    }
  }

  /** Null where DNS fails. */
  async function publishedProof(domain: string, host: string): Promise<Dane | null> {
    if (options.validating === undefined || !/^[a-z0-9._-]+$/i.test(host)) return { kind: 'absent' };
    try {
      return await findDane(options.validating, domain, host, options.port);
    } catch (error) {
      if (!(error instanceof DnsFailure)) throw error;
      options.tlsSeen?.({ domain, host, policy: 'tlsa', fault: 'dnssec-invalid' });
      return null;
    }
  }

  /** The outcomes of a host that had its say about the message; else why it had none. */
  async function tryHost(way: Way, message: RemoteMessage): Promise<RemoteOutcome[] | RemoteOutcome> {
    const { host } = way;
    try {
      return await conversation(way, message);
    } catch (error) {
      const broken = error instanceof RemoteFailure && error.kind === 'tls';
      if (broken && message.tls === 'required') return { ...failure('failed', '5.7.10', error.message), host };
      if (!broken || way.demand !== 'may') return hostOutcome(host, error);
    }
    // Broken TLS protects nobody: where it is not demanded the message goes as it would have without. rfc/7435
    try {
      return await conversation({ ...way, demand: 'none', key: `${host} none` }, message);
    } catch (error) {
      return hostOutcome(host, error);
    }
  }

  async function conversation(way: Way, message: RemoteMessage): Promise<RemoteOutcome[] | RemoteOutcome> {
    const { key } = way;
    const kept = pool.take(key);
    if (kept !== null) {
      try {
        return await over(key, kept, message);
      } catch (error) {
        // A connection that waited may have been closed meanwhile: that says nothing of the host.
        if (!(error instanceof RemoteFailure) || error.unsure) throw error;
      }
    }
    return await over(key, await open(way), message);
  }

  /** One outcome for the host that cannot carry it: the next one may. */
  async function over(
    key: string,
    session: RemoteSession,
    message: RemoteMessage,
  ): Promise<RemoteOutcome[] | RemoteOutcome> {
    try {
      const unable = cannotCarry(session, message);
      if (unable !== null) return { ...unable, host: session.host };
      const replies: RemoteReply[] = [];
      // As many at once as it has said it takes. rfc/9422#4
      const atOnce = Math.min(message.recipients.length, session.limit('RCPTMAX'));
      for (let from = 0; from < message.recipients.length; from += atOnce) {
        replies.push(...(await sendPart(session, message, from, from + atOnce)));
      }
      const ignores = message.by !== null && !session.offers('DELIVERBY');
      return replies.map(reply => ({
        ...replyOutcome(session, reply),
        ...(ignores ? { ignoresDeadline: true as const } : {}),
      }));
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

  async function open({ domain, host, demand, policy, proves }: Way): Promise<RemoteSession> {
    const addresses = await findAddresses(options.dns, host);
    const socket = await options.connect({ name: host, addresses, port: options.port });
    const seen = (fault: TlsFault | null): void => options.tlsSeen?.({ domain, host, policy, fault });
    try {
      const session = await RemoteSession.open(socket, { ...options, secureContext, host, tls: demand, proves });
      if (demand !== 'none') seen(session.tls === null ? 'starttls-not-supported' : null);
      return session;
    } catch (error) {
      if (error instanceof RemoteFailure && error.tlsFault !== null) seen(error.tlsFault);
      throw error;
    }
  }

  return { send, close: () => pool.close() };
}

/**
 * Some of the recipients. Once a part has been taken, what goes wrong with a later one is said of that one alone: the whole is
 * not given to another host.
 */
async function sendPart(
  session: RemoteSession,
  message: RemoteMessage,
  from: number,
  to: number,
): Promise<RemoteReply[]> {
  const recipients = message.recipients.slice(from, to);
  try {
    return await session.send({ ...message, recipients });
  } catch (error) {
    if (from === 0) throw error;
    if (error instanceof RemoteRefusal) return recipients.map(() => error.reply);
    if (error instanceof RemoteFailure) return recipients.map(() => interrupted);
    throw error;
  }
}

const interrupted: RemoteReply = {
  code: 451,
  enhanced: '4.4.2',
  text: 'The connection broke between two messages',
  lines: ['The connection broke between two messages'],
};

/** RFC 8461 §5, rfc/8689#4.2.1 */
function demandOf({ tls }: RemoteMessage, enforced: StsPolicy | null): TlsDemand {
  return tls === 'required' || enforced !== null ? 'verified' : 'may';
}

/** What a server must know for this message to be given to it. rfc/6531#3.2, rfc/8689#2, rfc/3030#3, rfc/2852#4.1.4 */
function cannotCarry(session: RemoteSession, message: RemoteMessage): RemoteOutcome | null {
  if (message.tls === 'required' && !session.offers('REQUIRETLS')) {
    return failure('failed', '5.7.30', 'The remote server cannot promise TLS all the way (REQUIRETLS)');
  }
  if (message.utf8 && !session.offers('SMTPUTF8')) {
    return failure('failed', '5.6.7', 'The remote server takes no addresses in UTF-8 (SMTPUTF8)');
  }
  if (message.body === 'BINARYMIME' && !(session.offers('BINARYMIME') && session.offers('CHUNKING'))) {
    return failure('failed', '5.6.1', 'The remote server takes no binary messages (BINARYMIME)');
  }
  if (message.by?.mode === 'return') {
    if (!session.offers('DELIVERBY')) {
      return failure('failed', '5.3.3', 'The remote server knows nothing of deadlines (DELIVERBY)');
    }
    if (message.by.seconds < Number(session.extensions.get('DELIVERBY') || 1)) {
      return failure('failed', '5.4.7', 'The remote server needs more time than is left (DELIVERBY)');
    }
  }
  const largest = Number(session.extensions.get('SIZE') ?? 0);
  if (largest > 0 && message.bytes.length > largest) {
    return failure('failed', '5.3.4', `The remote server takes ${largest} octets at most`);
  }
  return null;
}
