/** The session cookie: bound to this host, over TLS only, read by no script. */
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The prefix makes browsers refuse it from a neighbour's domain or a plain connection. */
const name = '__Host-portal';
/** By which a browser is known again at the next sign-in, for half a year: it opens nothing. */
const deviceName = '__Host-device';
const deviceSeconds = 180 * 86_400;

export function readCookie({ headers }: FastifyRequest): string | null {
  return readCookieOf(headers.cookie);
}

/** From the header itself. */
export function readCookieOf(header: string | undefined): string | null {
  return readNamed(header, name);
}

export function readDevice({ headers }: FastifyRequest): string | null {
  const token = readNamed(headers.cookie, deviceName);
  return token !== null && /^[\w-]{43}$/.test(token) ? token : null;
}

/** The value of a cookie, from the header itself. */
export function readNamed(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

export function setCookie(reply: FastifyReply, token: string): void {
  write(reply, name, token);
}

export function clearCookie(reply: FastifyReply): void {
  write(reply, name, '', 0);
}

export function setDevice(reply: FastifyReply, token: string): void {
  write(reply, deviceName, token, deviceSeconds);
}

/** @param maxAge seconds; absent, until the browser is closed */
export function write(reply: FastifyReply, name: string, value: string, maxAge?: number): void {
  const lasts = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  reply.header('set-cookie', `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${lasts}`);
}
