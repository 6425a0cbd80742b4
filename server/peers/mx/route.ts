/** Which hosts take mail for a domain, best first. rfc/5321#5.1 */
import type { Dns } from '../dns.ts';
import { DnsFailure } from '../dns.ts';

/** Why there is no route. `null-mx`: the domain says it takes no mail (rfc/7505). */
export class NoRoute extends Error {
  readonly kind: 'no-such-domain' | 'null-mx' | 'no-host' | 'try-later';

  constructor(kind: NoRoute['kind'], domain: string, cause?: unknown) {
    super(`${domain}: ${kind}`, { cause });
    this.name = 'NoRoute';
    this.kind = kind;
  }

  get lasts(): 'later' | 'never' {
    return this.kind === 'try-later' ? 'later' : 'never';
  }
}

export type MxHost = { readonly name: string; readonly preference: number };

/** Hosts asked for one domain, at most: a domain that names hundreds is not tried for hours. */
const mostHosts = 10;

/**
 * The hosts by preference, equals in random order; the domain itself where it names none.
 * @throws NoRoute
 */
export async function findRoute(dns: Dns, domain: string, random: () => number): Promise<MxHost[]> {
  const literal = /^\[(?:IPv6:)?(.+)\]$/i.exec(domain)?.[1];
  if (literal !== undefined) return [{ name: literal, preference: 0 }];
  const records = await ask(domain, () => dns.mx(domain));
  if (records.length === 0) return [{ name: domain, preference: 0 }];
  const hosts = records.map(({ exchange, priority }) => ({
    name: exchange.toLowerCase().replace(/\.$/, ''),
    preference: priority,
  }));
  if (hosts.every(({ name }) => name === '')) throw new NoRoute('null-mx', domain);
  const order = new Map(hosts.map(host => [host, random()]));
  return hosts
    .filter(({ name }) => name !== '')
    .sort((a, b) => a.preference - b.preference || order.get(a)! - order.get(b)!)
    .slice(0, mostHosts);
}

/** The addresses of one host. @throws NoRoute */
export async function findAddresses(dns: Dns, host: string): Promise<string[]> {
  if (/^[\d.]+$|:/.test(host)) return [host];
  const addresses = await ask(host, () => dns.addresses(host));
  if (addresses.length === 0) throw new NoRoute('no-host', host);
  return addresses;
}

async function ask<Answer>(name: string, question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof DnsFailure)) throw error;
    throw new NoRoute(error.kind === 'no-such-name' ? 'no-such-domain' : 'try-later', name, error);
  }
}
