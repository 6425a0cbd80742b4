import { request } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Connect } from '../connect.ts';
import type { Dns } from '../dns.ts';
import { findAddresses } from './route.ts';
import type { FetchStsPolicy } from './sts.ts';

const timeout = 30_000;
const largest = 64 * 1024;

/**
 * Fetches policies over HTTPS through our own door for connections: no redirect is followed, the certificate must prove
 * the name, the answer is bounded. rfc/8461#3.3 A policy that cannot be had is none.
 */
export function createFetchStsPolicy({
  dns,
  connect,
  port = 443,
  authorities,
}: {
  dns: Dns;
  connect: Connect;
  port?: number;
  authorities?: readonly string[];
}): FetchStsPolicy {
  return async domain => {
    const host = `mta-sts.${domain}`;
    try {
      const socket = await connect({ name: host, addresses: await findAddresses(dns, host), port });
      return await get(host, socket, authorities);
    } catch {
      // Whatever failed (no such host, no TLS, not found), the answer is the same: no new policy. rfc/8461#3.3
      return null;
    }
  };
}

function get(host: string, socket: Socket, authorities: readonly string[] | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host,
      path: '/.well-known/mta-sts.txt',
      agent: false,
      timeout,
      createConnection: () =>
        connectTls({ socket, servername: host, ...(authorities === undefined ? {} : { ca: [...authorities] }) }),
    });
    asked.on('timeout', () => asked.destroy(new Error('The policy host fell silent')));
    asked.on('error', reject);
    asked.on('response', response => {
      if (response.statusCode !== 200) {
        response.destroy();
        reject(new Error(`The policy host answers ${response.statusCode}`));
        return;
      }
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
        if (text.length > largest) asked.destroy(new Error('The policy has no end'));
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    asked.end();
  });
}
