/**
 * DANE: the certificate of a mail server as its own zone publishes it, proven by DNSSEC: no authority is asked, and nobody
 * on the way can hide it. rfc/7672
 */
import { createHash, X509Certificate } from 'node:crypto';
import { readTlsa, type Tlsa } from '../../formats/dns/message.ts';
import type { ValidatingDns } from '../validating-dns.ts';

/** `absent`: no proof is published; `must`: something is, that cannot be used: TLS, whoever answers. RFC 7672 §2.2 */
export type Dane =
  | { readonly kind: 'absent' }
  | { readonly kind: 'must' }
  | { readonly kind: 'proof'; readonly records: readonly Tlsa[] };

/**
 * What a host has published, where the way to it is proven too: the list of a domain's hosts, then the host.
 * @throws DnsFailure: the host must not be used now
 */
export async function findDane(ask: ValidatingDns, domain: string, host: string, port: number): Promise<Dane> {
  if (!(await ask(domain, 'MX')).secure) return { kind: 'absent' };
  // An unsigned zone has no proofs, and its servers often fail on such questions. RFC 7672 §2.2.2
  const addresses = await Promise.all([ask(host, 'A'), ask(host, 'AAAA')]);
  if (!addresses.some(({ secure }) => secure)) return { kind: 'absent' };
  const { records, secure } = await ask(`_${port}._tcp.${host}`, 'TLSA');
  if (!secure || records.length === 0) return { kind: 'absent' };
  const usable = records.map(readTlsa).filter(record => record !== null && isUsable(record)) as Tlsa[];
  return usable.length === 0 ? { kind: 'must' } : { kind: 'proof', records: usable };
}

const lengths = new Map([
  [1, 32],
  [2, 64],
]);

function isUsable({ usage, selector, matching, data }: Tlsa): boolean {
  if ((usage !== 2 && usage !== 3) || selector > 1 || matching > 2) return false;
  return data.length > 0 && (lengths.get(matching) ?? data.length) === data.length;
}

/**
 * Does a chain of certificates (DER, the server's own first) match one of the records? Of usage 3 the name and the dates say
 * nothing, the record alone speaks; of usage 2 the chain must lead to the authority named, and the name must be there.
 */
export function matchesDane(
  records: readonly Tlsa[],
  chain: readonly Buffer[],
  names: readonly string[],
  now: Date,
): boolean {
  const certificates = chain.map(raw => new X509Certificate(raw));
  const [own] = certificates;
  if (own === undefined) return false;
  return records.some(record => {
    if (record.usage === 3) return matches(record, own);
    const authority = certificates.findIndex(certificate => matches(record, certificate));
    if (authority < 0) return false;
    const path = certificates.slice(0, authority + 1);
    return (
      leadsUp(path) && path.every(one => isValid(one, now)) && names.some(name => own.checkHost(name) !== undefined)
    );
  });
}

function matches({ selector, matching, data }: Tlsa, certificate: X509Certificate): boolean {
  const chosen = selector === 0 ? certificate.raw : certificate.publicKey.export({ type: 'spki', format: 'der' });
  if (matching === 0) return chosen.equals(data);
  return createHash(matching === 1 ? 'sha256' : 'sha512')
    .update(chosen)
    .digest()
    .equals(data);
}

/** Each one signed by the next, which may sign. */
function leadsUp(path: readonly X509Certificate[]): boolean {
  return path.every((one, index) => {
    const issuer = path[index + 1];
    return issuer === undefined || (issuer.ca && one.checkIssued(issuer) && one.verify(issuer.publicKey));
  });
}

function isValid({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return new Date(validFrom) <= now && now <= new Date(validTo);
}
