/**
 * A message only one browser or telephone can read, whoever carries it: rfc/8291 over the coding of rfc/8188. Written here
 * with Node's own primitives: a library would open the connection too, and there is one door for those.
 */
import { createCipheriv, createDecipheriv, createECDH, hkdfSync } from 'node:crypto';

/** Keys of a receiver: a point of P-256, uncompressed (65 octets), and a secret it shares with us (16). */
export type ReceiverKeys = { readonly p256dh: Buffer; readonly auth: Buffer };

const curve = 'prime256v1';
const pointLength = 65;
const saltLength = 16;
const recordSize = 4096;
/** Octets of a message: one record, its tag and its end mark apart. */
export const longestPush = recordSize - 17 - (saltLength + 5 + pointLength);

/** Are they such keys? A point that is not on the curve is none. */
export function areReceiverKeys({ p256dh, auth }: ReceiverKeys): boolean {
  if (p256dh.length !== pointLength || auth.length !== 16) return false;
  const ecdh = createECDH(curve);
  ecdh.generateKeys();
  try {
    ecdh.computeSecret(p256dh);
    return true;
  } catch {
    // The one error possible: no point of the curve.
    return false;
  }
}

/** @param random gives the salt (16) and our private key for this message alone (32) */
export function encryptPush(plain: Buffer, keys: ReceiverKeys, random: (bytes: number) => Buffer): Buffer {
  if (plain.length > longestPush) throw new RangeError(`${plain.length} octets are too many for one push`);
  const salt = random(saltLength);
  const ecdh = createECDH(curve);
  ecdh.setPrivateKey(random(32));
  const own = ecdh.getPublicKey();
  const { key, nonce } = derive(ecdh.computeSecret(keys.p256dh), keys, own, salt);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const header = Buffer.alloc(saltLength + 5);
  salt.copy(header);
  header.writeUInt32BE(recordSize, saltLength);
  header.writeUInt8(own.length, saltLength + 4);
  // 2 marks the last record. rfc/8188#2
  return Buffer.concat([
    header,
    own,
    cipher.update(plain),
    cipher.update(Buffer.from([2])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** What the receiver does with its private key; here for tests and tools. @throws where the message is not for it */
export function decryptPush(sealed: Buffer, keys: ReceiverKeys, privateKey: Buffer): Buffer {
  const salt = sealed.subarray(0, saltLength);
  const sender = sealed.subarray(saltLength + 5, saltLength + 5 + sealed.readUInt8(saltLength + 4));
  const ecdh = createECDH(curve);
  ecdh.setPrivateKey(privateKey);
  const { key, nonce } = derive(ecdh.computeSecret(sender), keys, sender, salt);
  const body = sealed.subarray(saltLength + 5 + sender.length);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(body.subarray(-16));
  const padded = Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2));
}

/** rfc/8291#3.4 */
function derive(
  shared: Buffer,
  { p256dh, auth }: ReceiverKeys,
  sender: Buffer,
  salt: Buffer,
): { key: Buffer; nonce: Buffer } {
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, sender]);
  const input = Buffer.from(hkdfSync('sha256', shared, auth, info, 32));
  const derived = (label: string, length: number) =>
    Buffer.from(hkdfSync('sha256', input, salt, `Content-Encoding: ${label}\0`, length));
  return { key: derived('aes128gcm', 16), nonce: derived('nonce', 12) };
}
