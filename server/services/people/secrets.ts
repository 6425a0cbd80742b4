/**
 * What HR confides and nobody reads: birth dates are sealed (AES-256-GCM) under the file key, NUMENs are kept as keyed
 * hashes only. The HR key of the person is bound into the seal, so that a sealed date cannot be moved to somebody else.
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { Keys } from '../house.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** Nonce, sealed text, tag. */
export function sealBirthDate(keys: Keys, random: (bytes: number) => Buffer, hrKey: string, birthDate: string): Buffer {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keys.file, nonce).setAAD(boundTo(hrKey));
  return Buffer.concat([nonce, cipher.update(birthDate, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error where the seal is broken: another key, another person, or damaged data; never an expected no */
export function openBirthDate(keys: Keys, hrKey: string, sealed: Buffer): string {
  const tag = sealed.subarray(sealed.length - tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', keys.file, sealed.subarray(0, nonceBytes));
  decipher.setAAD(boundTo(hrKey)).setAuthTag(tag);
  return (
    decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes), undefined, 'utf8') + decipher.final('utf8')
  );
}

function boundTo(hrKey: string): Buffer {
  return Buffer.from(`birth-date\0${hrKey}`);
}

/** The keyed hash of a NUMEN, spaces and case forgiven. */
export function hashNumen(keys: Keys, numen: string): Buffer {
  return createHmac('sha256', keys.numen)
    .update(numen.replace(/[\s.-]/g, '').toUpperCase())
    .digest();
}
