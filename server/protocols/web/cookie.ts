/** The session cookie: bound to this host, over TLS only, read by no script. */
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The prefix makes browsers refuse it from a neighbour's domain or a plain connection. */
const name = '__Host-portal';

export function readCookie({ headers }: FastifyRequest): string | null {
  return readCookieOf(headers.cookie);
}

/** From the header itself. */
export function readCookieOf(header: string | undefined): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

export function setCookie(reply: FastifyReply, token: string): void {
  reply.header('set-cookie', `${name}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax`);
}

export function clearCookie(reply: FastifyReply): void {
  reply.header('set-cookie', `${name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`);
}
