import { createHash } from 'node:crypto';
import { parseAddress } from '../../formats/address/address.ts';
import { composeHouseMail } from '../../formats/house-mail/compose.ts';
import type { Filtered, Outgoing } from '../filters/filtered.ts';
import { usualRules } from '../submission/rules.ts';
import type { InsideHouse, InsideMessage } from './inside-message.ts';
import type { Recipient } from './recipient.ts';
import { newTraceId } from './trace-id.ts';

/** Milliseconds before a person is told again that a forward does not work: a month. */
const tellEvery = 30 * 86_400_000;
const reservationKey = createHash('sha256').update('forward-outside').digest();

/**
 * What filters may do in a house that lets no mail be forwarded outside by itself: forwards to colleagues stay; in the
 * place of others the message is kept in the inbox, and its owner told, once a month.
 */
export async function keepInside(
  house: InsideHouse,
  message: InsideMessage,
  { accountId, inboxId, address }: Recipient,
  filtered: Filtered,
): Promise<Filtered> {
  if ((house.sending ?? usualRules).forwardsOutside) return filtered;
  const isInside = ({ domain }: { domain: string }) => house.domains.includes(domain);
  const withheld = filtered.outgoing.filter(one => one.kind === 'forward' && !one.recipients.every(isInside));
  if (withheld.length === 0) return filtered;
  house.log.info('forward-withheld', { trace: message.trace, account: accountId, forwards: withheld.length });
  const outgoing = filtered.outgoing.flatMap(one => {
    const recipients = withheld.includes(one) ? one.recipients.filter(isInside) : one.recipients;
    return recipients.length === 0 ? [] : [{ ...one, recipients }];
  });
  const inInbox = { mailboxId: inboxId, flags: 0, keywords: [], bytes: null };
  const destinations = filtered.destinations.length > 0 ? filtered.destinations : [inInbox];
  return { ...filtered, destinations, outgoing: [...outgoing, ...(await notice(house, message, address))] };
}

async function notice(house: InsideHouse, { at }: InsideMessage, owner: string): Promise<Outgoing[]> {
  const to = parseAddress(owner);
  if (to === null) return [];
  const domain = house.domains[0]!;
  const bytes = await composeHouseMail({
    to: owner,
    domain,
    messageId: `<${newTraceId(house)}@${domain}>`,
    at,
    subject: 'Votre renvoi automatique hors de la maison est sans effet',
    fr: 'Bonjour,\n\nUn de vos filtres renvoie votre courrier vers une adresse extérieure. La règle de la maison ne le permet pas : les messages restent dans votre boîte de réception. Les renvois vers vos collègues fonctionnent.',
    en: 'One of your filters forwards your mail to an address outside. The rule of the house does not allow it: the messages stay in your inbox. Forwards to colleagues work.',
  });
  const reservation = { key: reservationKey, until: new Date(at.getTime() + tellEvery) };
  return [{ kind: 'notice', sender: null, recipients: [to], bytes, reservation, filed: null }];
}
