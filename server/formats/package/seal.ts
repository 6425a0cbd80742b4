/**
 * The house's seal on the packages it makes (R30): an Ed25519 signature over the manifest, which in turn covers every file.
 * Whoever takes a package in can tell that it is whole, and from which house, once its public key is known.
 */
import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';

export type Seal = {
  readonly algorithm: 'Ed25519';
  /** SPKI, base64. */
  readonly publicKey: string;
  readonly signature: string;
};

/** What stands before the 32 octets of a private key of Ed25519. rfc/8410#7 */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The signing key of a house, which its file key determines: nothing more to keep, nothing more to lose. */
export function signingKey(fileKey: Buffer): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', fileKey, '', 'package signing', 32));
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
}

/** SPKI in base64: what one house gives the other. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}

export function sealManifest(manifest: Buffer, key: KeyObject): Seal {
  return { algorithm: 'Ed25519', publicKey: publicKeyOf(key), signature: sign(null, manifest, key).toString('base64') };
}

/** Does the seal hold over these bytes? Whose key it is, is another question. */
export function sealHolds(manifest: Buffer, seal: Seal): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(seal.publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, manifest, key, Buffer.from(seal.signature, 'base64'));
  } catch (error) {
    // A key or signature that is none: whatever was put there is no seal.
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_') !== true) throw error;
    return false;
  }
}
