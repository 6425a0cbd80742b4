import type { Settings } from '../config/settings.ts';
import { createConnect } from '../peers/connect.ts';
import { createDns, type Dns } from '../peers/dns.ts';
import { createHttps, type Https } from '../peers/https.ts';

/** What is needed of the outside; a demo gives an invented one. */
export type Outside = {
  readonly dns: Dns;
  /** Addresses that may be reached though they are private. */
  readonly allowed: readonly string[];
  /** Of mail servers; 25 where absent. */
  readonly port?: number;
  /** Trusted beside the system's. */
  readonly authorities?: readonly string[];
};

export function usualOutside(settings: Settings): Outside {
  return { dns: createDns(settings['dns-servers']), allowed: [] };
}

/** Milliseconds to reach a machine by https. */
const httpsPatience = 5000;

const inside = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', 'fc00::/7', '::1/128'];

/** @param named by the administrator, who may have it inside the house */
export function httpsOf({ dns, allowed, authorities }: Outside, named = false): Https {
  const connect = createConnect({
    allowed: named ? [...allowed, ...inside] : allowed,
    own: [],
    timeout: httpsPatience,
  });
  return createHttps({ dns, connect, ...(authorities === undefined ? {} : { authorities }) });
}
