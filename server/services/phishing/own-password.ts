/**
 * Stops one's own password, or NUMEN, before it leaves in a message. The password itself is nowhere: since the person's
 * sign-in a keyed hash and a length are kept in memory, and the text is read once for places of that length; without them,
 * the few words that would make a password are tried as one.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { compose } from '@vaguemestre/contract/password-composition.ts';
import type { AccountId } from '../../model/account.ts';

export type OwnSecrets = {
  /** Called by whoever has just verified a password. */
  remember(accountId: AccountId, password: string, now: Date): void;
  /** Whether the text holds the password remembered; null where none is. */
  holds(accountId: AccountId, text: string, now: Date): boolean | null;
};

const rememberMilliseconds = 12 * 3_600_000;
const atMost = 100_000;
/** Places of a text where a password may begin. */
const maxPlaces = 20_000;
const leastLength = 6;

export function createOwnSecrets(key: Buffer): OwnSecrets {
  const known = new Map<AccountId, { mark: Buffer; length: number; until: number }>();
  const markOf = (accountId: AccountId, password: string) =>
    createHmac('sha256', key).update(`${accountId}\0${password}`).digest();
  return {
    remember(accountId, password, now) {
      const text = opaque(password);
      known.delete(accountId);
      if (text.length < leastLength) return;
      if (known.size >= atMost) known.delete(known.keys().next().value!);
      known.set(accountId, {
        mark: markOf(accountId, text),
        length: text.length,
        until: now.getTime() + rememberMilliseconds,
      });
    },
    holds(accountId, text, now) {
      const secret = known.get(accountId);
      if (secret === undefined || secret.until < now.getTime()) return null;
      const read = opaque(text);
      for (const place of places(read)) {
        const piece = read.slice(place, place + secret.length);
        if (piece.length === secret.length && timingSafeEqual(markOf(accountId, piece), secret.mark)) return true;
      }
      return false;
    },
  };
}

/** As two keyboards agree on it, and as it was hashed. (OpaqueString of RFC 8265) */
function opaque(text: string): string {
  return text.normalize('NFC').replace(/\p{Zs}/gu, ' ');
}

/** The beginnings of words, and what follows a sign that a password is written after. */
function* places(text: string): Generator<number> {
  let found = 0;
  for (let at = 0; at < text.length && found < maxPlaces; at++) {
    if (at > 0 && !/[\s«»"“”'’(<[{:=,;>]/.test(text[at - 1]!)) continue;
    if (/\s/.test(text[at]!)) continue;
    found++;
    yield at;
  }
}

/** Words of a text that satisfy the password rule, what surrounds them taken off: at most `most`, each once. */
export function passwordWords(text: string, most = 8): string[] {
  const found = new Set<string>();
  for (const [word] of text.slice(0, 200_000).matchAll(/\S{8,202}/g)) {
    for (const bare of new Set([word, word.replace(/^[«"“'’(<[{:=]+|[»"”'’)>\]},;.]+$/g, '')])) {
      if (!bare.includes('://') && !/^[^@]+@[^@]+\.[a-z]+$/i.test(bare) && compose(bare).met !== null) found.add(bare);
      if (found.size >= most) return [...found];
    }
  }
  return [...found];
}

/** What may be NUMENs: thirteen letters and digits, however parted; in normal form, each once. */
export function numenCandidates(text: string, most = 20): string[] {
  const found = new Set<string>();
  for (const [word] of text.slice(0, 200_000).matchAll(/[0-9][0-9A-Za-z](?:[\s.-]?[0-9A-Za-z]){11}(?![0-9A-Za-z])/g)) {
    const plain = word.replace(/[\s.-]/g, '').toUpperCase();
    if (/^\d{2}[A-Z]\d{7}[A-Z]{3}$/.test(plain)) found.add(plain);
    if (found.size >= most) break;
  }
  return [...found];
}
