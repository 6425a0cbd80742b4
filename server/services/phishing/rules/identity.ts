/** Who a message says it comes from, and whether that can be. */
import { organisationOf } from '../../../formats/phishing/domains.ts';
import { foldLetters, mixesScripts } from '../../../formats/phishing/letters.ts';
import type { Context } from '../context.ts';
import type { Look, ShownAddress } from '../look.ts';
import { nameKey } from '../name-key.ts';
import { imitatedBy, isTrusted, ofHouse } from '../trust.ts';
import type { Family, Finding, Findings } from './finding.ts';
import type { RuleName } from './sentences.ts';

export const identity: Family = function* (look, context, earlier) {
  const { from } = look;
  if (from.address === '') return;
  const { house } = context;
  const trusted = isTrusted(look, context);
  const imitated = imitatedBy(from.domain, house);
  if (imitated !== null) {
    yield { rule: 'look-alike-sender', detail: { domain: from.domain, owner: imitated.name } };
  }
  if (from.name.split(/\s+/).some(mixesScripts) || from.domain.split('.').some(mixesScripts)) {
    yield { rule: 'sender-letters' };
  }
  const claimed = shownAddress(from.name);
  if (claimed !== null && organisationOf(claimed.domain) !== organisationOf(from.domain)) {
    yield { rule: 'address-in-name', detail: { shown: claimed.address, address: from.address } };
  }
  if (!trusted) yield* borrowedName(look, context, earlier);
  if (!trusted) yield* speaksForOthers(look, context, earlier);
  yield* replyElsewhere(look, context);
  if (context.from.contact === 'first' && !trusted) yield { rule: 'first-contact' };
};

function* borrowedName(look: Look, { house, from: past }: Context, earlier: Findings): Generator<Finding> {
  const { from } = look;
  const folded = foldLetters(from.name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  const spaced = ` ${folded} `;
  const named = house.names.find(name => folded.length >= name.length && spaced.includes(` ${name} `));
  if (named !== undefined) {
    yield { rule: 'house-name-outside', detail: { name: from.name, domain: from.domain } };
    if (house.freeMail.has(organisationOf(from.domain))) {
      yield { rule: 'machine-from-free-mail', detail: { domain: from.domain } };
    }
  }
  const owner = ownerNamed(folded, from, house);
  if (owner !== null) yield { rule: 'known-name-outside', detail: { owner, domain: from.domain } };
  const person = house.people.get(nameKey(from.name));
  if (person === undefined || person.addresses.includes(from.address)) return;
  yield { rule: 'colleague-name-outside', detail: { name: from.name, address: from.address } };
  const demands = look.links.length > 0 || wishes.some(rule => earlier.has(rule));
  if (person.superior && demands && (past.contact !== 'known' || past.messages < familiarAfter))
    yield { rule: 'superior-first-contact' };
}

/** Messages before which an address is still new: one harmless letter is a cheap way to be known. */
const familiarAfter = 3;

/** Rules of the text that wish something of the reader. */
const wishes: readonly RuleName[] = [
  'gift-cards',
  'discreet-request',
  'bank-change',
  'asks-password',
  'asks-bank',
  'asks-numen',
];

/** The known owner whose name or domain the displayed name bears, while the address is none of theirs. */
function ownerNamed(folded: string, from: ShownAddress, house: Context['house']): string | null {
  const spaced = ` ${folded} `;
  for (const { spelling, owner } of house.known.spellings) {
    if (folded.length < spelling.length || !spaced.includes(` ${spelling} `)) continue;
    if (house.known.ownerOf(from.domain) !== owner) return owner.name;
  }
  return null;
}

/** Rules of the text that are only a crime in somebody's name. */
const lures: readonly RuleName[] = [
  'threat-account',
  'verify-account',
  'asks-password',
  'asks-bank',
  'sign-in-alarm',
  'small-fee',
  'refund-lure',
  'document-lure',
  'legal-threat',
];
/** Words of a text in which its author is named. */
const lookedAt = 250;

function* speaksForOthers(look: Look, { house }: Context, earlier: Findings): Generator<Finding> {
  if (!lures.some(rule => earlier.has(rule)) || earlier.has('known-name-outside')) return;
  const text = ` ${[...look.subjectTokens, ...look.tokens.slice(0, lookedAt)].filter(token => token !== '').join(' ')} `;
  // The bare spelling first: it is seldom there, and costs no new string.
  const named = house.known.spellings.find(({ spelling }) => text.includes(spelling) && text.includes(` ${spelling} `));
  if (named === undefined || house.known.ownerOf(look.from.domain) === named.owner) return;
  yield { rule: 'speaks-for-known', detail: { owner: named.owner.name, domain: look.from.domain } };
}

function* replyElsewhere(look: Look, context: Context): Generator<Finding> {
  if (look.listed) return;
  const own = organisationOf(look.from.domain);
  const elsewhere = look.replyTo.find(
    ({ domain }) => domain !== '' && organisationOf(domain) !== own && !ofHouse(domain, context.house),
  );
  if (elsewhere !== undefined) yield { rule: 'reply-elsewhere', detail: { address: elsewhere.address } };
}

/** An address that stands in a displayed name. */
function shownAddress(name: string): { address: string; domain: string } | null {
  const at = name.indexOf('@');
  if (at < 1) return null;
  const address = /[a-z0-9._%+-]{1,64}@([a-z0-9.-]{3,200})/i.exec(name.slice(Math.max(0, at - 64), at + 201));
  return address === null ? null : { address: address[0].toLowerCase(), domain: address[1]!.toLowerCase() };
}
