/**
 * DKIM: the house's signature, put before a message as it leaves. rfc/6376, Ed25519 beside RSA as of rfc/8463. What stays
 * inside is not signed; what leaves is signed with the keys of the day, so that a rotation needs no second look at mail
 * that waits.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
// The library's types ask for one key at the top even where several are listed below it.
import type { DKIMSignOptions } from 'mailauth';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { parseAddressList } from '../../formats/address/parse.ts';
import { firstField, rawValue, readHeader } from '../../formats/message/header.ts';

/** A signing key. `privateKey` is PEM, RSA or Ed25519; its public half is in DNS under `selector`. */
export type SigningKey = { readonly domain: string; readonly selector: string; readonly privateKey: string };

/** The signature fields for a message, to be put before it; empty where the author is of no domain we have keys for. */
export async function signMessage(bytes: Buffer, keys: readonly SigningKey[], now: Date): Promise<Buffer> {
  const { fields } = readHeader(bytes);
  const from = firstField(fields, 'from');
  const author = from === undefined ? undefined : parseAddressList(rawValue(bytes, from))[0]?.host?.toLowerCase();
  const ours = keys.filter(({ domain }) => domain === author);
  if (ours.length === 0) return Buffer.alloc(0);
  const signed = await dkimSign(bytes, {
    canonicalization: 'relaxed/relaxed',
    signTime: now,
    signatureData: ours.map(({ domain, selector, privateKey }) => ({ signingDomain: domain, selector, privateKey })),
  } as DKIMSignOptions);
  const [failure] = signed.errors ?? [];
  if (failure !== undefined) throw new Error(`DKIM signature failed: ${failure.selector}`, { cause: failure });
  return Buffer.from(signed.signatures);
}

/**
 * A fresh key, for a first start or a rotation. `rsa` is what everybody verifies; `ed25519` is shorter, and stands beside
 * it.
 */
export function createSigningKey(domain: string, selector: string, kind: 'rsa' | 'ed25519'): SigningKey {
  const { privateKey } =
    kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync(kind);
  return { domain, selector, privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() };
}

/** The DNS records that prove these keys, as `name` and TXT value. rfc/6376#3.6.1, rfc/8463#4 */
export function signingRecords(keys: readonly SigningKey[]): { name: string; value: string }[] {
  return keys.map(({ domain, selector, privateKey }) => {
    const key = createPublicKey(createPrivateKey(privateKey));
    const ed25519 = key.asymmetricKeyType === 'ed25519';
    const der = key.export({ format: 'der', type: 'spki' });
    // An Ed25519 key is its last 32 octets, without the wrapping RSA keys keep.
    const octets = ed25519 ? der.subarray(-32) : der;
    const value = `v=DKIM1; k=${ed25519 ? 'ed25519' : 'rsa'}; p=${octets.toString('base64')}`;
    return { name: `${selector}._domainkey.${domain}`, value };
  });
}
