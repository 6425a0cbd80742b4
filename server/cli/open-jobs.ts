/** What works without anybody asking: the sender of the queue, and the work of each day. */
import { hostname } from 'node:os';
import type { Settings } from '../config/settings.ts';
import { startDaily } from '../jobs/daily.ts';
import { openSending } from '../jobs/send/open.ts';
import { createDns, type Dns } from '../peers/dns.ts';
import { partsOf } from '../services/departure/parts.ts';
import { forgetFilterMemories } from '../services/filters/forget.ts';
import type { House } from '../services/house.ts';
import { forgetOldMail } from '../services/queue/forget.ts';
import { addressRule, lifeRules } from './life-rules.ts';
import { packagesDirectory } from './packages-directory.ts';
import { readSigningKeys } from './signing-keys.ts';

/** What the sender needs of the outside; a demo gives an invented one. */
export type Outside = {
  readonly dns: Dns;
  /** Addresses it may reach though they are private. */
  readonly allowed: readonly string[];
  readonly port?: number;
  readonly authorities?: readonly string[];
};

const lookEvery = 60_000;

export async function openJobs(
  house: House,
  settings: Settings,
  outside: Outside = { dns: createDns(settings['dns-servers']), allowed: [] },
): Promise<{ close(): Promise<void> }> {
  const keys = await readSigningKeys(settings['data-directory'], settings.domains);
  const sender = await openSending(house, { ...outside, keys, node: hostname(), own: [] });
  const daily = startDaily({
    house,
    rules: lifeRules(settings),
    addressRule: addressRule(settings),
    packagesDirectory: packagesDirectory(settings),
    partsOf: accountId => partsOf(house, accountId),
    lookEvery,
    forgetting: { mail: () => forgetOldMail(house), filters: () => forgetFilterMemories(house) },
  });
  void daily.look();
  return {
    async close() {
      await Promise.all([sender.close(), daily.close()]);
    },
  };
}
