import { createSecureContext, type SecureContext } from 'node:tls';

/**
 * What a TLS server offers: TLS 1.2 at least, and sessions that can be resumed. `ticketKeys` (48 secret bytes) lets several
 * processes behind the same port resume each other's sessions; without them each context has keys of its own.
 */
export function serverSecureContext(of: { key: string; certificate: string; ticketKeys?: Buffer }): SecureContext {
  return createSecureContext({
    key: of.key,
    cert: of.certificate,
    minVersion: 'TLSv1.2',
    honorCipherOrder: true,
    sessionIdContext: 'vaguemestre',
    ...(of.ticketKeys ? { ticketKeys: of.ticketKeys } : {}),
  });
}
