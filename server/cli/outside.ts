import type { Settings } from '../config/settings.ts';
import { createDns, type Dns } from '../peers/dns.ts';

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
