/** What works without anybody asking: the sender of the queue, and the work of each day. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { startDaily } from '../jobs/daily.ts';
import { openSending } from '../jobs/send/open.ts';
import { startQuotaWatch } from '../jobs/watch-quotas.ts';
import { systemResolvers } from '../peers/dns.ts';
import { createPost } from '../peers/post.ts';
import { createValidatingDns, type ValidatingDns } from '../peers/validating-dns.ts';
import { remindOfRenewal } from '../services/accounts/remind-renewal.ts';
import { partsOf } from '../services/departure/parts.ts';
import { forgetFilterMemories } from '../services/filters/forget.ts';
import type { House } from '../services/house.ts';
import { emptyBins, purgeMail } from '../services/mailboxes/purge.ts';
import { forgetPhishing } from '../services/phishing/forget.ts';
import { forgetOldMail } from '../services/queue/forget.ts';
import { sendReports } from '../services/queue/reports/send.ts';
import { noteUsed, renewQuotas } from '../services/quotas/allow.ts';
import { recountQuotas } from '../services/quotas/recount.ts';
import { forgetGuessed } from '../services/signing-in/spraying.ts';
import { addressRule, lifeRules } from './life-rules.ts';
import { httpsOf, type Outside, usualOutside } from './outside.ts';
import { packagesDirectory } from './packages-directory.ts';
import { readSigningKeys } from './signing-keys.ts';

const lookEvery = 60_000;
const lookAtQuotasEvery = 300_000;
/** Milliseconds a resolver has for one answer. */
const resolverPatience = 5000;

/** The resolvers, asked whether they have validated: where the administrator says that their word is worth something. */
function validatingDns({ random }: House, settings: Settings): { validating?: ValidatingDns } {
  if (!settings['dns-validates']) return {};
  const servers = settings['dns-servers'].length > 0 ? settings['dns-servers'] : systemResolvers();
  return { validating: createValidatingDns({ servers, random, timeout: resolverPatience }) };
}

export async function openJobs(
  house: House,
  settings: Settings,
  outside: Outside = usualOutside(settings),
): Promise<{ close(): Promise<void> }> {
  const keys = await readSigningKeys(settings['data-directory'], settings.domains);
  const sender = await openSending(house, {
    ...outside,
    ...validatingDns(house, settings),
    keys,
    node: hostname(),
    directory: join(settings['data-directory'], 'sending'),
    own: [],
  });
  const post = createPost(httpsOf(outside));
  const daily = startDaily({
    house,
    rules: lifeRules(settings),
    addressRule: addressRule(settings),
    packagesDirectory: packagesDirectory(settings),
    partsOf: accountId => partsOf(house, accountId),
    lookEvery,
    also: {
      ...(settings['send-reports'] ? { reports: () => sendReports(house, outside.dns, post) } : {}),
      'old mail': () => forgetOldMail(house),
      'filter memories': () => forgetFilterMemories(house),
      phishing: () => forgetPhishing(house),
      renewals: () => remindOfRenewal(house, settings['renewal-reminder-days']),
      bins: () => emptyBins(house, settings['bin-days']),
      'deleted mail': () => purgeMail(house),
      'quota rules': () => renewQuotas(house),
      'quota counts': () => recountQuotas(house),
      'room used': () => noteUsed(house),
      guesses: () => forgetGuessed(house),
    },
  });
  void daily.look();
  const quotas = startQuotaWatch(house, lookAtQuotasEvery);
  return {
    async close() {
      await Promise.all([sender.close(), daily.close(), quotas.close()]);
    },
  };
}
