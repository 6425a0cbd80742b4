/** An invented outside: domains, their DNS, their mail servers on loopback addresses, all on one port. */
import { createConnect } from '../../server/peers/connect.ts';
import { type Dns, dnsFrom } from '../../server/peers/dns.ts';
import { createOutside, type Outside, type OutsideOptions } from '../../server/peers/mx/outside.ts';
import type { StsPolicy } from '../../server/peers/mx/sts.ts';
import { type Behaviour, type FakeMx, startFakeMx } from './fake-mx.ts';

/** Records by name, then by type; a type of `SERVFAIL` fails every question about the name. */
export type Zone = Record<string, Record<string, unknown[]>>;

/** DNS that answers from a table. Names that are not in it do not exist. */
export function scriptedDns(zone: Zone): Dns {
  const failing = (code: string): Error => Object.assign(new Error(code), { code });
  return dnsFrom(
    async (name, type) => {
      const records = zone[name.toLowerCase()];
      if (records === undefined) throw failing('ENOTFOUND');
      if ('SERVFAIL' in records) throw failing('ESERVFAIL');
      const found = records[type];
      if (found === undefined) throw failing('ENODATA');
      return found;
    },
    async () => {
      throw failing('ENOTFOUND');
    },
  );
}

export type World = {
  readonly zone: Zone;
  /** The one port its servers listen on; known once there is one. */
  port(): number;
  readonly outside: Outside;
  readonly dns: Dns;
  /** Adds a domain whose one server behaves so. */
  add(domain: string, behaviour?: Behaviour): Promise<FakeMx>;
  /** Adds one more server to a domain, with its preference. */
  addHost(domain: string, host: string, preference: number, behaviour?: Behaviour): Promise<FakeMx>;
  /** Texts of MTA-STS policies, by domain. */
  readonly policies: Map<string, string>;
  close(): Promise<void>;
};

const patience = { greeting: 400, command: 400, data: 400, block: 400, end: 400 };

/** How this world is reached, from any process that knows its zone, its port and its policies. */
export function outsideOptions(
  zone: Zone,
  port: number,
  policies: ReadonlyMap<string, string> = new Map(),
): OutsideOptions {
  return {
    dns: scriptedDns(zone),
    connect: createConnect({ allowed: ['127.0.0.0/8'], own: [], timeout: 1000 }),
    fetchPolicy: async domain => policies.get(domain) ?? null,
    stsCache: { read: async () => null, write: async () => {} },
    helloName: 'mail.ac.test',
    patience,
    now: () => new Date('2026-11-24T09:00:00Z'),
    random: () => 0.5,
    port,
  };
}

export async function openWorld(
  certificate: { key: string; certificate: string },
  more: Partial<OutsideOptions> = {},
): Promise<World> {
  const zone: Zone = {};
  const servers: FakeMx[] = [];
  const policies = new Map<string, string>();
  const cache = new Map<string, StsPolicy>();
  let port = 0;
  let next = 0;
  const dns = scriptedDns(zone);

  async function addHost(domain: string, host: string, preference: number, behaviour?: Behaviour): Promise<FakeMx> {
    next += 1;
    const address = `127.7.${next >> 8}.${next & 255}`;
    const server = await startFakeMx({ address, port, name: host, certificate, ...(behaviour ? { behaviour } : {}) });
    port = server.port;
    servers.push(server);
    zone[host] = { A: [address] };
    const records = zone[domain] ?? {};
    zone[domain] = { ...records, MX: [...(records.MX ?? []), { exchange: host, priority: preference }] };
    return server;
  }

  const options = (): OutsideOptions => ({
    ...outsideOptions(zone, port, policies),
    stsCache: {
      read: async domain => cache.get(domain) ?? null,
      write: async (domain, policy) => void cache.set(domain, policy),
    },
    authorities: [certificate.certificate],
    ...more,
  });
  // The port is known once the first server listens.
  let made: Outside | undefined;
  const outside: Outside = {
    send: (domain, message) => {
      made ??= createOutside(options());
      return made.send(domain, message);
    },
    close: () => made?.close(),
  };
  return {
    zone,
    port: () => port,
    outside,
    dns,
    policies,
    add: (domain, behaviour) => addHost(domain, `mx.${domain}`, 10, behaviour),
    addHost,
    async close() {
      outside.close();
      await Promise.all(servers.map(server => server.close()));
    },
  };
}
