/** The keys of SCRAM-SHA-256: what a server keeps so that it can check a proof without ever seeing the password. rfc/5802#3 */
import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { saslPrepare } from './prepare.ts';

export type ScramKeys = { readonly storedKey: Buffer; readonly serverKey: Buffer };

/** Octets of each key, and of a proof. */
export const scramKeyOctets = 32;

const stretch = promisify(pbkdf2);

/** Null where the password holds what SCRAM cannot carry. rfc/7677#4 asks for 4096 iterations at least. */
export async function deriveScramKeys(password: string, salt: Buffer, iterations: number): Promise<ScramKeys | null> {
  const prepared = saslPrepare(password);
  if (prepared === null || prepared === '') return null;
  const salted = await stretch(prepared, salt, iterations, scramKeyOctets, 'sha256');
  return { storedKey: hash(mac(salted, 'Client Key')), serverKey: mac(salted, 'Server Key') };
}

/** The server's own proof where the client's is right, null where it is wrong. rfc/5802#3 */
export function checkScramProof(keys: ScramKeys, authMessage: string, proof: Buffer): Buffer | null {
  if (proof.length !== scramKeyOctets) return null;
  const signature = mac(keys.storedKey, authMessage);
  const clientKey = Buffer.from(proof.map((octet, at) => octet ^ signature[at]!));
  return timingSafeEqual(hash(clientKey), keys.storedKey) ? mac(keys.serverKey, authMessage) : null;
}

const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
