/**
 * The server's side of SASL as pure state machines: bytes in, a challenge or credentials out; who may sign in is decided
 * elsewhere. Each protocol keeps its own framing (AUTHENTICATE, AUTH) and shares the base64 lines of `readSaslLine`.
 * rfc/4616, rfc/7628; LOGIN and XOAUTH2 as the clients that need them speak them.
 * SCRAM, which asks the house for keys between two responses, is in `scram.ts`.
 */
import { isUtf8 } from 'node:buffer';

export type Credentials =
  | { kind: 'password'; authorizationId: string; user: string; password: string }
  /** `user` may be empty: then the token alone says who signs in. */
  | { kind: 'token'; user: string; token: string };

export type SaslStep =
  | { kind: 'challenge'; data: Buffer }
  | { kind: 'credentials'; credentials: Credentials }
  | { kind: 'malformed' };

export type Mechanism = {
  name: string;
  /** What the secret is, so that a protocol offers no password mechanism where passwords are refused. */
  secret: 'password' | 'token';
  start(): Exchange;
};

export type Exchange = {
  /** The client's next bytes; undefined at the start when it sent no initial response. */
  next(response: Buffer | undefined): SaslStep;
};

/** Bytes of one decoded response; a signed OAuth token is the longest thing that comes. */
export const maxSaslResponse = 16 * 1024;

/** A line of an exchange: base64 and nothing else, `*` to cancel. */
export function readSaslLine(
  line: Buffer | string,
): { kind: 'response'; data: Buffer } | { kind: 'cancelled' | 'malformed' } {
  const text = typeof line === 'string' ? line : line.toString('latin1');
  if (text === '*') return { kind: 'cancelled' };
  if (text.length > (maxSaslResponse * 4) / 3 + 4 || text.length % 4 !== 0) return { kind: 'malformed' };
  const data = Buffer.from(text, 'base64');
  // Encoding again is the strictest check: no foreign characters, right padding, no stray bits.
  return data.toString('base64') === text ? { kind: 'response', data } : { kind: 'malformed' };
}

/** An initial response, where `=` stands for an empty one. rfc/4959#3 */
export function readInitialResponse(text: string): ReturnType<typeof readSaslLine> {
  return text === '=' ? { kind: 'response', data: Buffer.alloc(0) } : readSaslLine(text);
}

/** rfc/4616 */
export const plain: Mechanism = {
  name: 'PLAIN',
  secret: 'password',
  start: () => ({
    next(response) {
      if (!response) return challenge('');
      const [authorizationId, user, password, ...more] = utf8(response)?.split('\0') ?? [];
      if (authorizationId === undefined || !user || !password || more.length > 0) return { kind: 'malformed' };
      return { kind: 'credentials', credentials: { kind: 'password', authorizationId, user, password } };
    },
  }),
};

/** Never standardised; Outlook and many scanners know nothing else. */
export const login: Mechanism = {
  name: 'LOGIN',
  secret: 'password',
  start() {
    let user: string | undefined;
    return {
      next(response) {
        if (!response) return challenge('Username:');
        const text = utf8(response);
        if (!text || text.includes('\0')) return { kind: 'malformed' };
        if (user === undefined) {
          user = text;
          return challenge('Password:');
        }
        return { kind: 'credentials', credentials: { kind: 'password', authorizationId: '', user, password: text } };
      },
    };
  },
};

/** rfc/7628#3.1 */
export const oauthbearer: Mechanism = {
  name: 'OAUTHBEARER',
  secret: 'token',
  start: () => ({
    next(response) {
      if (!response) return challenge('');
      const [header, ...pairs] = utf8(response)?.split('\x01') ?? [];
      const gs2 = /^[ny],(?:a=([^,]*))?,$/.exec(header ?? '');
      return gs2 ? tokenStep(readSaslName(gs2[1] ?? ''), pairs) : { kind: 'malformed' };
    },
  }),
};

/** Google's older dialect of the same, which Thunderbird and others still prefer. */
export const xoauth2: Mechanism = {
  name: 'XOAUTH2',
  secret: 'token',
  start: () => ({
    next(response) {
      if (!response) return challenge('');
      const [header = '', ...pairs] = utf8(response)?.split('\x01') ?? [];
      return header.startsWith('user=') ? tokenStep(header.slice(5), pairs) : { kind: 'malformed' };
    },
  }),
};

/**
 * What a refused token is answered with, as a challenge: the client acknowledges with one more line (any) and only then hears
 * the protocol's failure. rfc/7628#3.2.2
 */
export function tokenRefused(scope: string): Buffer {
  return Buffer.from(JSON.stringify({ status: 'invalid_token', schemes: 'bearer', scope }));
}

function tokenStep(user: string | undefined, pairs: string[]): SaslStep {
  const wellEnded = pairs.length >= 3 && pairs.at(-1) === '' && pairs.at(-2) === '';
  const token = pairs.map(pair => /^auth=Bearer +([\w.~+/-]+=*)$/i.exec(pair)?.[1]).find(found => found !== undefined);
  if (!wellEnded || user === undefined || token === undefined) return { kind: 'malformed' };
  return { kind: 'credentials', credentials: { kind: 'token', user, token } };
}

/** A GS2 name with its two escapes undone; undefined where an `=` escapes nothing. rfc/5802#5.1 */
export function readSaslName(text: string): string | undefined {
  if (/=(?!2C|3D)/.test(text)) return undefined;
  return text.replaceAll('=2C', ',').replaceAll('=3D', '=');
}

const challenge = (text: string): SaslStep => ({ kind: 'challenge', data: Buffer.from(text) });

function utf8(bytes: Buffer): string | undefined {
  return bytes.length <= maxSaslResponse && isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}
