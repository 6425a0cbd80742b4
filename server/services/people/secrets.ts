/**
 * What is confided and nobody reads: birth dates and the secrets of one-time codes are sealed (AES-256-GCM) under the file
 * key, NUMENs are kept as keyed hashes only. What a seal belongs to is bound into it, so that it cannot be moved to
 * somebody else.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Keys } from '../house.ts';

/** Keys made ready once: a whole académie is opened and sealed at each feed, and a bare key costs four times as much. */
const readied = new WeakMap<Buffer, KeyObject>();

function ready(key: Buffer): KeyObject {
  const known = readied.get(key);
  if (known !== undefined) return known;
  const made = createSecretKey(key);
  readied.set(key, made);
  return made;
}

const nonceBytes = 12;
const tagBytes = 16;

/** Nonce, sealed bytes, tag. `bound`: what it is and whose, such as `birth-date 123`. */
export function seal(keys: Keys, random: (bytes: number) => Buffer, bound: string, clear: Buffer): Buffer {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', ready(keys.file), nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error where the seal is broken: another key, another owner, or damaged data; never an expected no */
export function unseal(keys: Keys, bound: string, sealed: Buffer): Buffer {
  const tag = sealed.subarray(sealed.length - tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', ready(keys.file), sealed.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(bound)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), decipher.final()]);
}

export function sealBirthDate(keys: Keys, random: (bytes: number) => Buffer, hrKey: string, birthDate: string): Buffer {
  return seal(keys, random, `birth-date\0${hrKey}`, Buffer.from(birthDate));
}

export function openBirthDate(keys: Keys, hrKey: string, sealed: Buffer): string {
  return unseal(keys, `birth-date\0${hrKey}`, sealed).toString();
}

/** The keyed hash of a NUMEN, spaces and case forgiven. */
export function hashNumen(keys: Keys, numen: string): Buffer {
  return createHmac('sha256', ready(keys.numen))
    .update(numen.replace(/[\s.-]/g, '').toUpperCase())
    .digest();
}

/** What stays of the key by which HR knows somebody, once they are eliminated: enough to know them again. */
export function hashHrKey(keys: Keys, hrKey: string): Buffer {
  return createHmac('sha256', ready(keys.numen)).update(`hr-key\0${hrKey}`).digest();
}
