/** Names and what they lead to, as an argument: the house's resolver, or a world invented by a test. */
import { getServers, Resolver } from 'node:dns/promises';
import { inTurns } from './in-turns.ts';

/** `no-such-name`: nobody has this name; `try-later`: nobody could tell. That a name has no such record is an empty list. */
export class DnsFailure extends Error {
  readonly kind: 'no-such-name' | 'try-later';

  constructor(kind: DnsFailure['kind'], name: string, cause?: unknown) {
    super(`DNS: ${name}: ${kind}`, { cause });
    this.name = 'DnsFailure';
    this.kind = kind;
  }
}

/** Every question may throw DnsFailure. Names are ASCII. */
export type Dns = {
  mx(domain: string): Promise<{ exchange: string; priority: number }[]>;
  /** IPv6 and IPv4, each in the order given. */
  addresses(name: string): Promise<string[]>;
  /** Strings of each record, joined. */
  texts(name: string): Promise<string[]>;
  /** RFC 2782 */
  services(name: string): Promise<{ priority: number; weight: number; port: number; name: string }[]>;
  names(address: string): Promise<string[]>;
  /** Raw questions in the manner of node's `resolve`, for libraries. */
  resolve(name: string, type: string): Promise<unknown>;
};

type Bounds = { readonly atOnce: number; readonly waiting: number };

/**
 * Questions of one node under way, and in line behind them: whatever floods us with mail to be looked up (senders, lists,
 * exchangers) must not make of us a flood for the resolver. Past the line, the answer is to try later.
 */
const usualBounds: Bounds = { atOnce: 256, waiting: 4096 };

/** The share of one of so many processes of a node. */
export function boundsAmong(processes: number): Bounds {
  const share = (whole: number): number => Math.ceil(whole / processes);
  return { atOnce: share(usualBounds.atOnce), waiting: share(usualBounds.waiting) };
}

/** @param servers addresses of resolvers; the system's when empty */
export function createDns(servers: readonly string[] = [], bounds = usualBounds): Dns {
  const resolver = new Resolver({ timeout: 5000, tries: 3 });
  if (servers.length > 0) resolver.setServers(servers);
  const turns = inTurns(bounds);
  return dnsFrom(
    (name, type) => turns(() => resolver.resolve(name, type)),
    address => turns(() => resolver.reverse(address)),
  );
}

/** Addresses of the system's resolvers. */
export function systemResolvers(): readonly string[] {
  return getServers();
}

/** The same questions over any `resolve` that fails as node's does. */
export function dnsFrom(
  resolve: (name: string, type: string) => Promise<unknown>,
  reverse: (address: string) => Promise<string[]>,
): Dns {
  const ask = <Answer>(name: string, type: string): Promise<Answer[]> =>
    orNothing(name, () => resolve(name, type) as Promise<Answer[]>);
  return {
    mx: domain => ask<{ exchange: string; priority: number }>(domain, 'MX'),
    async addresses(name) {
      const both = await Promise.allSettled([ask<string>(name, 'AAAA'), ask<string>(name, 'A')]);
      const found = both.flatMap(one => (one.status === 'fulfilled' ? one.value : []));
      const failed = both.find(one => one.status === 'rejected');
      if (found.length === 0 && failed !== undefined) throw failed.reason;
      return found;
    },
    texts: async name => (await ask<string[]>(name, 'TXT')).map(strings => strings.join('')),
    services: name => ask<{ priority: number; weight: number; port: number; name: string }>(name, 'SRV'),
    names: address => orNothing(address, () => reverse(address)),
    resolve,
  };
}

async function orNothing<Answer>(name: string, question: () => Promise<Answer[]>): Promise<Answer[]> {
  try {
    return await question();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENODATA') return [];
    throw new DnsFailure(code === 'ENOTFOUND' ? 'no-such-name' : 'try-later', name, error);
  }
}
