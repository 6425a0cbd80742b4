/** Whether a message is what it says: proofs, the sender's past, the conversation it claims to belong to. */

import type { HouseFacts } from '../context.ts';
import type { Look } from '../look.ts';
import { nameKey } from '../name-key.ts';
import { isAuthenticated, isForged, ofHouse, ownerOfHost } from '../trust.ts';
import type { Family } from './finding.ts';
import type { RuleName } from './sentences.ts';

/** Messages after which a sender's habits are known, and the share of them that was authenticated. */
const habitAfter = 5;
const habitShare = 0.9;
/** Proven messages after which a sender's word counts: more than a swindler sends to be believed. */
const familiarAfter = 10;

export const authenticity: Family = function* (look, context, found) {
  const { from } = look;
  const { authentication, inside, house, from: past, thread } = context;
  const proven = isAuthenticated(look, context);
  if (authentication !== null && !inside && from.domain !== '') {
    if (ofHouse(from.domain, house)) {
      if (!proven) yield { rule: 'house-forged' };
    } else if (isForged(look, authentication)) yield { rule: 'authentication-fails', detail: { domain: from.domain } };
    const usual = past.messages >= habitAfter && past.authenticated >= past.messages * habitShare;
    if (usual && !proven) yield { rule: 'known-sender-fails' };
  }
  if (proven) {
    const owner = ownerOfHost(from.domain, house);
    if (ofHouse(from.domain, house)) yield { rule: 'trusted-house' };
    else if (owner !== null) yield { rule: 'trusted-known', detail: { owner: owner.name } };
    else if (past.contact === 'known' && past.authenticated >= familiarAfter) yield { rule: 'familiar-sender' };
  }
  if (thread !== null && !thread.participants.includes(from.address) && !(proven && ofHouse(from.domain, house))) {
    const borrowed = thread.participants.some(address => localKey(address) === nameKey(from.name));
    const leads = look.links.length > 0 || look.files.length > 0;
    if (borrowed || (leads && past.contact !== 'known'))
      yield { rule: 'thread-hijacked', detail: { address: from.address } };
  }
  const answer = /^(?:re|rép|tr|fwd?)\s?:/i.test(look.subject.trimStart());
  if (answer && !look.answers && !look.listed && past.contact !== 'known' && !proven) yield { rule: 'false-answer' };
  if (look.cut) yield { rule: 'not-read-whole' };
  const lure = inside && stealsKeys.some(rule => found.has(rule)) ? foreignHost(look, house) : null;
  if (lure !== null) yield { rule: 'colleague-taken-over', detail: { host: lure } };
};

/** What a colleague has no reason to ask for on somebody else's site. */
const stealsKeys: readonly RuleName[] = [
  'asks-password',
  'asks-numen',
  'verify-account',
  'threat-account',
  'quota-full',
];

/** The first site the message leads to that is neither the house's nor somebody's the operator knows. */
function foreignHost(look: Look, house: HouseFacts): string | null {
  const hosts = look.links.map(({ target }) => target.host).filter(host => host !== '');
  return hosts.find(host => !ofHouse(host, house) && ownerOfHost(host, house) === null) ?? null;
}

/** `anne.dupont@…` belongs to the name "Anne Dupont". */
function localKey(address: string): string {
  return nameKey(address.slice(0, address.lastIndexOf('@')).replaceAll('.', ' '));
}
