/** Whose address is proven. A claim is believed only by authentication aligned with the From, or by our own doors. */
import { type KnownOwner, organisationOf } from '../../formats/phishing/domains.ts';
import type { Authentication, Context, HouseFacts } from './context.ts';
import type { Look } from './look.ts';

/** Whether the From is proven: DMARC passed, or a signature or SPF result of its own organisation. rfc/7489#3.1 */
export function isAuthenticated({ from }: Look, { authentication, inside, sender }: Context): boolean {
  if (inside) return true;
  if (authentication === null) return false;
  if (authentication.dmarc === 'pass') return true;
  if (authentication.dmarc === 'fail') return false;
  const own = organisationOf(from.domain);
  if (authentication.dkim.some(({ result, domain }) => result === 'pass' && organisationOf(domain) === own))
    return true;
  const envelope = sender?.slice(sender.lastIndexOf('@') + 1) ?? '';
  return authentication.spf === 'pass' && organisationOf(envelope.toLowerCase()) === own;
}

/** Whether checks were made and say that the From is forged. */
export function isForged({ from }: Look, authentication: Authentication): boolean {
  if (authentication.dmarc === 'fail') return authentication.arc !== 'pass';
  if (authentication.dmarc === 'pass') return false;
  const own = organisationOf(from.domain);
  const signed = authentication.dkim.some(({ result, domain }) => result === 'pass' && organisationOf(domain) === own);
  return !signed && authentication.spf === 'fail' && authentication.arc !== 'pass';
}

export function ofHouse(domain: string, house: HouseFacts): boolean {
  return house.domains.some(own => domain === own || domain.endsWith(`.${own}`));
}

/**
 * Who on the operator's list the host belongs to; null for the pages and mailboxes that a known owner lets anybody have.
 */
export function ownerOfHost(host: string, house: HouseFacts): KnownOwner | null {
  const owner = house.known.ownerOf(host);
  return owner === null || house.freeMail.has(organisationOf(host)) || isOpenHost(host, house) ? null : owner;
}

/** Whom the host imitates. Public mailboxes imitate nobody: what is written from them says who it claims to be by its name. */
export function imitatedBy(host: string, house: HouseFacts): KnownOwner | null {
  return house.freeMail.has(organisationOf(host)) ? null : (house.known.lookAlike(host)?.owner ?? null);
}

/** A host whose pages are anybody's. */
export function isOpenHost(host: string, house: HouseFacts): boolean {
  for (let at = 0; at >= 0; at = host.indexOf('.', at) + 1 || -1) if (house.openHosts.has(host.slice(at))) return true;
  return false;
}

/** Proven, and either of the house or of somebody on the operator's list. */
export function isTrusted(look: Look, context: Context): boolean {
  if (!isAuthenticated(look, context)) return false;
  const { house } = context;
  return ofHouse(look.from.domain, house) || ownerOfHost(look.from.domain, house) !== null;
}
