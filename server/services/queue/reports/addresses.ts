/** Where a domain wants its reports: what it says in DNS, and whether others agree to take them. */
import { parseAddress } from '../../../formats/address/address.ts';
import { type Dns, DnsFailure } from '../../../peers/dns.ts';
import type { ReportKind } from '../../../store/report-tallies.ts';

/** Addresses one domain's reports go to, at most. */
const mostAddresses = 5;

/** Where reports go: by mail, or else, for reports on TLS, to an https address. rfc/8460#3 */
export type ReportTargets = { readonly mail: readonly string[]; readonly web: string | null };

/** None where nobody asks. @throws DnsFailure try-later */
export async function reportTargets(dns: Dns, kind: ReportKind, domain: string): Promise<ReportTargets> {
  const [name, version] = kind === 'tls' ? [`_smtp._tls.${domain}`, 'v=TLSRPTv1'] : [`_dmarc.${domain}`, 'v=DMARC1'];
  const records = (await textsOf(dns, name)).filter(text => text.startsWith(version));
  if (records.length !== 1) return { mail: [], web: null };
  const wanted = /(?:^|;)\s*rua\s*=\s*([^;]*)/i.exec(records[0]!)?.[1] ?? '';
  const addresses = wanted.split(',').flatMap(uri => {
    // DMARC lets a size follow: `!10m`. RFC 7489 §6.2
    const [, text] = /^\s*mailto:([^!?\s]+)/i.exec(uri) ?? [];
    const address = text === undefined ? null : parseAddress(decoded(text));
    return address === null ? [] : [address];
  });
  const agreed: string[] = [];
  for (const address of addresses.slice(0, mostAddresses)) {
    if (kind === 'tls' || related(domain, address.domain) || (await agrees(dns, domain, address.domain))) {
      agreed.push(address.text);
    }
  }
  const web = wanted
    .split(',')
    .map(uri => uri.trim())
    .find(uri => /^https:\/\/[^\s/]/i.test(uri));
  return { mail: agreed, web: kind === 'tls' && agreed.length === 0 ? (web ?? null) : null };
}

/** A stranger is not buried under reports that somebody else ordered in their name. RFC 7489 §7.1 */
async function agrees(dns: Dns, domain: string, taker: string): Promise<boolean> {
  return (await textsOf(dns, `${domain}._report._dmarc.${taker}`)).some(text => text.startsWith('v=DMARC1'));
}

function related(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

async function textsOf(dns: Dns, name: string): Promise<string[]> {
  try {
    return await dns.texts(name);
  } catch (error) {
    if (error instanceof DnsFailure && error.kind === 'no-such-name') return [];
    throw error;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
