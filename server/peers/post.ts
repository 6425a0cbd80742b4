/**
 * Something posted to another machine's https address, through our one door for connections: the answer's status and
 * nothing of its body. No redirect is followed.
 */
import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Connect } from './connect.ts';
import type { Dns } from './dns.ts';
import { findAddresses } from './mx/route.ts';

export type Post = (uri: string, posted: { readonly type: string; readonly body: Buffer }) => Promise<number>;
export type PostForm = (uri: string, form: string) => Promise<number>;

/** Milliseconds for the whole answer. */
const timeout = 5000;

type PostOptions = { readonly dns: Dns; readonly connect: Connect; readonly authorities?: readonly string[] };

/** As `createPost`, for forms. */
export function createPostForm(options: PostOptions): PostForm {
  const send = createPost(options);
  return (uri, form) => send(uri, { type: 'application/x-www-form-urlencoded', body: Buffer.from(form) });
}

/** @returns a function that gives the status; it throws where the other cannot be reached, proves no name, or is not https */
export function createPost({ dns, connect, authorities }: PostOptions): Post {
  return async (uri, posted) => {
    const { protocol, hostname, port, pathname, search } = new URL(uri);
    if (protocol !== 'https:') throw new Error('only https addresses are told');
    const addresses = isIP(hostname) > 0 ? [hostname] : await findAddresses(dns, hostname);
    const socket = await connect({ name: hostname, addresses, port: Number(port) || 443 });
    const ca = authorities === undefined ? {} : { ca: [...authorities] };
    try {
      return await post(socket, { hostname, path: `${pathname}${search}`, ...posted, ca });
    } finally {
      socket.destroy();
    }
  };
}

function post(
  socket: Socket,
  {
    hostname,
    path,
    type,
    body,
    ca,
  }: { hostname: string; path: string; type: string; body: Buffer; ca: { ca?: string[] } },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: hostname,
      path,
      method: 'POST',
      headers: { 'content-type': type, 'content-length': body.length },
      signal: AbortSignal.timeout(timeout),
      createConnection: () => connectTls({ socket, servername: hostname, ...ca }),
    });
    asked.on('error', reject);
    asked.on('response', response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.end(body);
  });
}
