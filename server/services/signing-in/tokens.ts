/** Opaque tokens: 32 drawn bytes that only their holder has; the database keeps a hash. */
import { createHash, createHmac } from 'node:crypto';
import type { Keys } from '../house.ts';

export function drawToken(random: (bytes: number) => Buffer): string {
  return random(32).toString('base64url');
}

/** Of a token with 256 drawn bits, a plain hash is enough: there is nothing to guess. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(`token\0${token}`).digest();
}

/** Of something shorter, such as a device's password or a recovery code: keyed, so that the database alone tells nothing. */
export function hashShort(keys: Keys, what: string, text: string): Buffer {
  return createHmac('sha256', keys.numen).update(`${what}\0${text}`).digest();
}

/** `groups` of `length` characters drawn fairly from an alphabet. */
export function drawGroups(
  random: (bytes: number) => Buffer,
  alphabet: string,
  groups: number,
  length: number,
): string {
  const fair = 256 - (256 % alphabet.length);
  let drawn = '';
  while (drawn.length < groups * length) {
    for (const byte of random(32)) if (byte < fair) drawn += alphabet[byte % alphabet.length];
  }
  return Array.from({ length: groups }, (_, at) => drawn.slice(at * length, (at + 1) * length)).join('-');
}
