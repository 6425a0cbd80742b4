/**
 * A push posted to the service that carries it to a browser or a telephone, through our one door for connections: the
 * status, and how long it asks us to wait. No redirect is followed, nothing of the answer is read. rfc/8030#5
 */
import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Connect } from './connect.ts';
import type { Dns } from './dns.ts';
import { findAddresses } from './mx/route.ts';

export type Push = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** `retryAfter`: seconds, where the service names some. */
export type PushAnswer = { readonly status: number; readonly retryAfter: number | null };

export type PostPush = (push: Push) => Promise<PushAnswer>;

/** Milliseconds for the whole answer. */
const timeout = 10_000;

/** @returns a function that throws where the other cannot be reached, may not be, or proves no name */
export function createPostPush({
  dns,
  connect,
  authorities,
}: {
  dns: Dns;
  connect: Connect;
  authorities?: readonly string[];
}): PostPush {
  const ca = authorities === undefined ? {} : { ca: [...authorities] };
  return async ({ url, headers, body }) => {
    const { protocol, hostname, port, pathname, search } = new URL(url);
    if (protocol !== 'https:') throw new Error('pushes go to https addresses');
    const host = hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) > 0 ? [host] : await findAddresses(dns, host);
    const socket = await connect({ name: host, addresses, port: Number(port) || 443 });
    try {
      return await post(socket, { hostname, path: `${pathname}${search}`, headers, body, ca });
    } finally {
      socket.destroy();
    }
  };
}

type Posted = Omit<Push, 'url'> & {
  readonly hostname: string;
  readonly path: string;
  readonly ca: { readonly ca?: string[] };
};

function post(socket: Socket, { hostname, path, headers, body, ca }: Posted): Promise<PushAnswer> {
  const servername = isIP(hostname.replace(/^\[|\]$/g, '')) > 0 ? {} : { servername: hostname };
  return new Promise((resolve, reject) => {
    const asked = request({
      host: hostname,
      path,
      method: 'POST',
      headers: { ...headers, 'content-length': body.length },
      signal: AbortSignal.timeout(timeout),
      createConnection: () => connectTls({ socket, ...servername, ...ca }),
    });
    asked.on('error', reject);
    asked.on('response', response => {
      response.resume();
      const seconds = Number(response.headers['retry-after']);
      const retryAfter = Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
      resolve({ status: response.statusCode ?? 0, retryAfter });
    });
    asked.end(body);
  });
}
