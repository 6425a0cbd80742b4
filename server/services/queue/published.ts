/**
 * What the world must find in DNS for mail of this house to arrive, to be believed and to be read from any device: written
 * as a zone fragment, and compared with what is really published.
 */
import { createHash } from 'node:crypto';
import type { Dns } from '../../peers/dns.ts';
import { DnsFailure } from '../../peers/dns.ts';
import { type SigningKey, signingRecords } from './sign.ts';

export type ZoneRecord = {
  readonly name: string;
  readonly type: 'MX' | 'TXT' | 'SRV' | 'CNAME';
  /** As `resolve` gives it, in one line: what is compared. */
  readonly value: string;
  /** What it is for: French first. */
  readonly why: string;
  /** Without it mail does not arrive or is not believed; else it is a comfort. */
  readonly needed: boolean;
};

export type PublishedHouse = {
  readonly domains: readonly string[];
  readonly hostName: string;
  /** Ports of the services; 0: not offered. */
  readonly ports: {
    readonly imaps: number;
    readonly submissions: number;
    readonly submission: number;
    readonly sieve: number;
    readonly https: number;
  };
};

/** The house's own MTA-STS policy, to be served at `https://mta-sts.<domain>/.well-known/mta-sts.txt`. RFC 8461 §3.2 */
export function ownStsPolicy({ hostName }: Pick<PublishedHouse, 'hostName'>): string {
  return `version: STSv1\r\nmode: enforce\r\nmx: ${hostName}\r\nmax_age: 604800\r\n`;
}

/** @param turning keys that do not sign yet, and those that have signed until lately */
export function publishedRecords(
  house: PublishedHouse,
  keys: readonly SigningKey[],
  { coming, leaving }: Readonly<Record<'coming' | 'leaving', readonly SigningKey[]>> = { coming: [], leaving: [] },
): ZoneRecord[] {
  const { hostName, ports } = house;
  const stsId = createHash('sha256').update(ownStsPolicy(house)).digest('hex').slice(0, 16);
  return house.domains.flatMap(domain => {
    const txt = (name: string, value: string, why: string, needed: boolean): ZoneRecord => ({
      name,
      type: 'TXT',
      value,
      why,
      needed,
    });
    const service = (name: string, port: number): ZoneRecord[] =>
      port === 0
        ? []
        : [
            {
              name: `_${name}._tcp.${domain}`,
              type: 'SRV',
              value: `0 1 ${port} ${hostName}`,
              why: 'réglage automatique / automatic setup (RFC 6186)',
              needed: false,
            },
          ];
    const alias = (name: string, why: string): ZoneRecord[] =>
      `${name}.${domain}` === hostName
        ? []
        : [{ name: `${name}.${domain}`, type: 'CNAME', value: hostName, why, needed: false }];
    return [
      { name: domain, type: 'MX', value: `10 ${hostName}`, why: 'arrivée du courrier / arrival of mail', needed: true },
      txt(domain, 'v=spf1 mx -all', 'SPF : qui envoie / who sends', true),
      ...signingRecords(keys.filter(key => key.domain === domain)).map(({ name, value }) =>
        txt(name, value, 'DKIM : signatures', true),
      ),
      ...signingRecords(coming.filter(key => key.domain === domain)).map(({ name, value }) =>
        txt(name, value, 'DKIM : prochaine clé, à publier avant qu’elle signe / next key, to be published first', true),
      ),
      ...signingRecords(leaving.filter(key => key.domain === domain)).map(({ name, value }) =>
        txt(name, value, 'DKIM : ancienne clé, à garder une semaine / former key, to be kept a week', false),
      ),
      txt(
        `_dmarc.${domain}`,
        `v=DMARC1; p=quarantine; rua=mailto:postmaster+dmarc@${domain}`,
        'DMARC : ce qui n’est pas prouvé est suspect / what is not proven is suspect',
        true,
      ),
      txt(
        `_smtp._tls.${domain}`,
        `v=TLSRPTv1; rua=mailto:postmaster+tls@${domain}`,
        'rapports TLS / TLS reports',
        false,
      ),
      txt(`_mta-sts.${domain}`, `v=STSv1; id=${stsId}`, 'MTA-STS : TLS exigé / TLS demanded', false),
      ...alias('mta-sts', 'politique MTA-STS / MTA-STS policy'),
      ...service('imaps', ports.imaps),
      ...service('submissions', ports.submissions),
      ...service('submission', ports.submission),
      ...service('sieve', ports.sieve),
      ...service('autodiscover', ports.https),
      ...alias('autoconfig', 'réglage automatique (Thunderbird) / automatic setup'),
      ...alias('autodiscover', 'réglage automatique (Outlook) / automatic setup'),
    ];
  });
}

/** As a line of a zone file. Long texts are cut into strings of 255 octets. RFC 1035 §5.1 */
export function zoneLine({ name, type, value }: ZoneRecord): string {
  if (type !== 'TXT') return `${name}. 3600 IN ${type} ${value}.`;
  const strings = value.match(/.{1,255}/gs) ?? [''];
  return `${name}. 3600 IN TXT ${strings.map(text => `"${text.replaceAll(/["\\]/g, '\\$&')}"`).join(' ')}`;
}

/** What is published in the place of a record. `other`: something of its kind that says something else. */
export type Published =
  | { readonly kind: 'same' | 'absent' | 'unknown' }
  | { readonly kind: 'other'; readonly found: string };

export async function checkRecord(dns: Dns, record: ZoneRecord): Promise<Published> {
  try {
    const found = await lookUp(dns, record);
    if (found.some(value => same(record, value))) return { kind: 'same' };
    return found.length === 0 ? { kind: 'absent' } : { kind: 'other', found: found.join(' | ') };
  } catch (error) {
    if (!(error instanceof DnsFailure)) throw error;
    return { kind: error.kind === 'no-such-name' ? 'absent' : 'unknown' };
  }
}

/** The records of the name that could stand in this one's place: of texts, those of the same beginning. */
async function lookUp(dns: Dns, { name, type, value }: ZoneRecord): Promise<string[]> {
  if (type === 'MX') return (await dns.mx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
  if (type === 'TXT') {
    const front = value.split(/[ ;]/, 1)[0]!;
    return (await dns.texts(name)).filter(text => text.startsWith(front));
  }
  if (type === 'SRV') {
    const found = await dns.services(name);
    return found.map(one => `${one.priority} ${one.weight} ${one.port} ${one.name}`);
  }
  // A name may be an alias of the host or lead to its addresses: both serve.
  const [here, there] = await Promise.all([dns.addresses(name), dns.addresses(value)]);
  return here.length > 0 && here.every(address => there.includes(address)) ? [value] : here;
}

/** Spaces, a final dot and the order of a mail exchanger's number change nothing. A house may ask for more of DMARC. */
function same({ type, value }: ZoneRecord, found: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/\.$/, '')
      .replaceAll(/\s*;\s*/g, ';')
      .replace(/;$/, '');
  if (type === 'MX') return plain(found).split(' ')[1] === plain(value).split(' ')[1];
  if (value.startsWith('v=DMARC1')) return /;p=(?:quarantine|reject)(?:;|$)/.test(plain(found));
  if (value.startsWith('v=DKIM1')) return keyOf(found) === keyOf(value);
  return type === 'TXT' ? collapse(found) === collapse(value) : plain(found) === plain(value);
}

const collapse = (text: string): string =>
  text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*;\s*/g, ';')
    .replace(/;$/, '');
const keyOf = (text: string): string | undefined =>
  /(?:^|;)\s*p=([A-Za-z0-9+/=\s]*)/.exec(text)?.[1]?.replaceAll(/\s/g, '');
