/** What analysts have shut out. */
import { organisationOf } from '../../../formats/phishing/domains.ts';
import { bitsApart, sameCampaignBits, simhash } from '../../../formats/phishing/simhash.ts';
import type { Family } from './finding.ts';

export const blocked: Family = function* (look, { house: { blocks }, sender }) {
  const { from } = look;
  const envelope = sender?.toLowerCase() ?? '';
  const sent = blocks.senders.has(from.address) || blocks.senders.has(envelope);
  if (sent || blocks.domains.has(from.domain) || blocks.domains.has(organisationOf(from.domain))) {
    yield { rule: 'blocked-sender' };
  }
  if (blocks.links.size > 0) {
    const led = look.links.find(
      ({ target: { host } }) => blocks.links.has(host) || blocks.links.has(organisationOf(host)),
    );
    if (led !== undefined) yield { rule: 'blocked-link', detail: { host: led.target.host } };
  }
  if (blocks.fingerprints.length > 0) {
    const print = simhash(look.tokens);
    if (blocks.fingerprints.some(other => bitsApart(print, other) <= sameCampaignBits))
      yield { rule: 'blocked-campaign' };
  }
};
