/** What keeps other sites out: headers on every answer, and the check of where a change comes from. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WebRefusal } from './replies.ts';

const directives = [
  "default-src 'none'",
  "script-src 'self'",
  // The one style sheet that the widgets of react-aria put in by themselves: `touch-action` of what can be pressed.
  "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** `forms-elsewhere`: pages of the provider, whose forms end in a redirection to an application. */
export function contentPolicyFor(forms: 'forms-here' | 'forms-elsewhere'): string {
  return [...directives, `form-action 'self'${forms === 'forms-here' ? '' : ' https:'}`].join('; ');
}

/**
 * The pages of the mail show strangers' HTML in a sandboxed frame, which inherits their policy and makes it narrower: styles
 * written in a letter are let in, its pictures only from bytes the page has got itself (`blob:`), and a PDF is a frame.
 */
export const mailPolicy = [
  ...directives.filter(each => !/^(?:style|img)-src/.test(each)),
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  'frame-src blob:',
  "form-action 'self'",
].join('; ');

/** Asked by applications, which send no cookie: what they may do, their own secrets and codes say. */
const openToApplications = new Set(['/oidc/token', '/oidc/me', '/oidc/token/revocation', '/oidc/device/authorization']);

const headers = {
  'content-security-policy': contentPolicyFor('forms-here'),
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
} as const;

export function secureEveryAnswer(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    const changes = request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS';
    if (changes && !openToApplications.has(request.url)) refuseOtherSites(request);
  });
}

/**
 * A change must come from our own pages. Every browser of the last years tells where a request comes from; a program that
 * is no browser tells nothing and carries nobody's cookie.
 */
function refuseOtherSites({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site'];
  // A form of ours says no origin, because our pages send no referrer: what the browser says of the site is enough.
  if (site === 'same-origin') return;
  if (site !== undefined) throw new WebRefusal('cross-site');
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `https://${host}`) throw new WebRefusal('cross-site');
}
