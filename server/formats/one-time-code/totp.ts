/** One-time codes by the hour: HMAC-SHA-1, six digits, steps of thirty seconds, as every telephone's program has them (RFC 6238). */
import { createHmac } from 'node:crypto';

const stepSeconds = 30;
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The step an instant lies in. */
export function stepAt(instant: Date): number {
  return Math.floor(instant.getTime() / 1000 / stepSeconds);
}

/** The code of one step, six digits. */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest[digest.length - 1]! & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** The step whose code was typed: that of now, the one before or the one after, for clocks that drift. Null for none. */
export function stepOf(secret: Buffer, typed: string, now: Date): number | null {
  const code = typed.replace(/\s/g, '');
  const here = stepAt(now);
  return [here, here - 1, here + 1].find(step => codeAt(secret, step) === code) ?? null;
}

/** A secret as programs take it by hand. */
export function encodeSecret(secret: Buffer): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of secret) {
    value = ((value << 8) | byte) & 0xffff;
    for (bits += 8; bits >= 5; bits -= 5) text += base32[(value >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + base32[(value << (5 - bits)) & 31] : text;
}

/** What a program reads from a QR code. */
export function secretUri(secret: Buffer, address: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(address)}`;
  return `otpauth://totp/${label}?secret=${encodeSecret(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
