import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Log } from '../../observe/log.ts';
import type { Connect } from '../connect.ts';
import type { Dns } from '../dns.ts';
import { findAddresses } from './route.ts';
import type { FetchStsPolicy } from './sts.ts';

/** Milliseconds for the whole answer. */
const timeout = 30_000;
const largest = 64 * 1024;

/**
 * Fetches policies over HTTPS through our own door for connections: no redirect is followed, the certificate must prove
 * the name, the answer is bounded. rfc/8461#3.3 A policy that cannot be had is none.
 */
export function createFetchStsPolicy({
  dns,
  connect,
  log,
  port = 443,
  authorities,
}: {
  dns: Dns;
  connect: Connect;
  log: Log;
  port?: number;
  authorities?: readonly string[];
}): FetchStsPolicy {
  return async domain => {
    const host = `mta-sts.${domain}`;
    let socket: Socket | undefined;
    try {
      socket = await connect({ name: host, addresses: await findAddresses(dns, host), port });
      return await get(host, socket, authorities);
    } catch (error) {
      // Whatever failed (no such host, no TLS, not found), the answer is the same: no new policy. rfc/8461#3.3
      log.info('sts-policy-missing', { domain, error: error as Error });
      return null;
    } finally {
      socket?.destroy();
    }
  };
}

function get(host: string, socket: Socket, authorities: readonly string[] | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host,
      path: '/.well-known/mta-sts.txt',
      signal: AbortSignal.timeout(timeout),
      createConnection: () =>
        connectTls({ socket, servername: host, ...(authorities === undefined ? {} : { ca: [...authorities] }) }),
    });
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
