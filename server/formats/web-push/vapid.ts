/** Who we are to those who carry our pushes. rfc/8292 */
import { createPublicKey, type KeyObject, sign } from 'node:crypto';

/** Seconds a token is good for: a day at most. rfc/8292#2 */
const lifetime = 12 * 3600;

/** The public key as browsers are given it: an uncompressed point, base64url. rfc/8292#3.2 */
export function applicationServerKey(privateKey: KeyObject): string {
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  return Buffer.concat([Buffer.from([4]), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]).toString(
    'base64url',
  );
}

/** The Authorization field of a post to that address. `contact`: whom its keeper may write to, as `mailto:…`. */
export function vapidAuthorization(
  privateKey: KeyObject,
  { url, contact, now }: { readonly url: string; readonly contact: string; readonly now: Date },
): string {
  const claims = { aud: new URL(url).origin, exp: Math.floor(now.getTime() / 1000) + lifetime, sub: contact };
  const signed = [{ typ: 'JWT', alg: 'ES256' }, claims].map(part => base64url(JSON.stringify(part))).join('.');
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${signature.toString('base64url')}, k=${applicationServerKey(privateKey)}`;
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
