/** Where a message leads. */
import { hasMixedLetters, internationalForm, organisationOf } from '../../../formats/phishing/domains.ts';
import { isNumeric } from '../../../formats/phishing/links.ts';
import type { Context, HouseFacts } from '../context.ts';
import type { Look, ShownLink } from '../look.ts';
import { imitatedBy, isAuthenticated, isOpenHost, isTrusted, ofHouse, ownerOfHost } from '../trust.ts';
import type { Family, Finding, Findings } from './finding.ts';
import { speaksOfAccount } from './wording.ts';

export const links: Family = function* (look, context, earlier) {
  const trusted = isTrusted(look, context);
  const seen = new Set<string>();
  for (const link of look.links) {
    for (const finding of judgeLink(link, look, context)) {
      if (seen.has(finding.rule)) continue;
      seen.add(finding.rule);
      yield finding;
    }
  }
  if (!trusted || accountTalk(earlier)) yield* signInElsewhere(look, context, earlier);
};

function accountTalk(earlier: Findings): boolean {
  return earlier.has('asks-password') || earlier.has('threat-account') || earlier.has('quota-full');
}

/** What one link, or one address in a code, is guilty of by itself. */
export function* judgeLink({ target, shown }: ShownLink, look: Look, { house }: Context): Generator<Finding> {
  const { scheme, host } = target;
  if (scheme === 'javascript:' || scheme === 'data:' || scheme === 'vbscript:') yield { rule: 'link-script' };
  if (host === '' || (scheme !== 'http:' && scheme !== 'https:')) return;
  if (isNumeric(host)) {
    if (!isPrivate(host)) yield { rule: 'link-number', detail: { host } };
    return;
  }
  const own = organisationOf(host);
  const detail = { host: internationalForm(host) ?? host };
  if (hasMixedLetters(host)) yield { rule: 'link-letters', detail };
  if (target.user) yield { rule: 'link-disguised', detail };
  const imitated = imitatedBy(host, house);
  if (imitated !== null) yield { rule: 'link-look-alike', detail: { ...detail, owner: imitated.name } };
  if (house.shorteners.has(own)) yield { rule: 'link-shortener', detail };
  if (isOpenHost(host, house)) yield { rule: 'link-open-host', detail };
  if (shown !== null && organisationOf(shown) !== own && !isWitness(own, look, house)) {
    yield { rule: 'link-mismatch', detail: { ...detail, shown } };
  }
}

/** Newsletters count clicks through a host of their own or of a known mailer: that is no disguise. */
function isWitness(own: string, look: Look, house: HouseFacts): boolean {
  return (
    own === organisationOf(look.from.domain) || ownerOfHost(own, house) !== null || (look.listed && look.linkCount > 8)
  );
}

/**
 * It speaks of an account of the reader, and leads neither into the house nor to anybody known. A shop that speaks of its
 * own account leads to itself: that alone is no crime, unless it takes another's name.
 */
function* signInElsewhere(look: Look, context: Context, earlier: Findings): Generator<Finding> {
  const { house } = context;
  const borrows =
    earlier.has('house-name-outside') || earlier.has('known-name-outside') || earlier.has('look-alike-sender');
  const own = !borrows && isAuthenticated(look, context) ? organisationOf(look.from.domain) : null;
  const away = look.links.find(({ target: { host, scheme } }) => {
    if (host === '' || !scheme.startsWith('http')) return false;
    return organisationOf(host) !== own && !ofHouse(host, house) && ownerOfHost(host, house) === null;
  });
  if (away !== undefined && speaksOfAccount(look)) {
    yield { rule: 'sign-in-elsewhere', detail: { host: internationalForm(away.target.host) ?? away.target.host } };
  }
}

function isPrivate(host: string): boolean {
  return /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(host);
}
