/**
 * A request to another machine's https address, through our one door for connections. No redirect is followed: what it
 * leads to was looked at by nobody.
 */
import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Connect } from './connect.ts';
import type { Dns } from './dns.ts';
import { findAddresses } from './mx/route.ts';

export type Asked = {
  readonly uri: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type Https = (asked: Asked) => Promise<Answered>;

/** Milliseconds for the whole answer, and the octets it has at most. */
const timeout = 5000;
const mostBytes = 512 * 1024;

/** @returns a function that throws where the other cannot be reached, proves no name, says too much, or is not https */
export function createHttps({
  dns,
  connect,
  authorities,
}: {
  dns: Dns;
  connect: Connect;
  authorities?: readonly string[];
}): Https {
  return async asked => {
    const { protocol, hostname, port } = new URL(asked.uri);
    if (protocol !== 'https:') throw new Error('only https addresses are asked');
    const addresses = isIP(hostname) > 0 ? [hostname] : await findAddresses(dns, hostname);
    const socket = await connect({ name: hostname, addresses, port: Number(port) || 443 });
    try {
      return await ask(socket, asked, authorities === undefined ? {} : { ca: [...authorities] });
    } finally {
      socket.destroy();
    }
  };
}

function ask(socket: Socket, { uri, method, headers, body }: Asked, ca: { ca?: string[] }): Promise<Answered> {
  const { host, hostname, pathname, search } = new URL(uri);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const asking = request({
      host: hostname,
      path: `${pathname}${search}`,
      method,
      headers: { ...headers, ...length, host },
      signal: AbortSignal.timeout(timeout),
      createConnection: () => connectTls({ socket, servername: hostname, ...ca }),
    });
    asking.on('error', reject);
    asking.on('response', response => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      response.on('error', reject);
      response.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > mostBytes) asking.destroy(new Error('the answer is too long'));
        else pieces.push(piece);
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(response.headers).flatMap(([name, value]) =>
              value === undefined ? [] : [[name, String(value)]],
            ),
          ),
          body: Buffer.concat(pieces),
        }),
      );
    });
    asking.end(body);
  });
}
