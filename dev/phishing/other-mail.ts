/** Mail that was not written for the judge: the invented académie's, and the SpamAssassin corpus. */

import { listMailboxes } from '../../server/formats/address/parse.ts';
import type { ParsedMessage } from '../../server/formats/message/parse.ts';
import { parseMessage } from '../../server/formats/message/parse.ts';
import type { Context, HouseFacts } from '../../server/services/phishing/context.ts';
import { correspondents } from '../academie/addresses.ts';
import { mailbox } from '../academie/mail.ts';
import { people } from '../academie/people.ts';
import { randomFrom } from '../academie/random.ts';
import { schools } from '../academie/schools.ts';

export type Judgeable = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly parsed: ParsedMessage;
  readonly context: Context;
  readonly phishing: boolean;
};

const today = '2026-11-24';

/** Hosts of the académie's junk that want a password, a bank account or a fee; the rest of its junk is advertising. */
const baits =
  /@(?:ac-amiens-messagerie|ac-amiens\.test\.compte-verif|courriel-libre|primes-enseignants|retraite-info|colis-retard|livraison24)\.test$/;
const advertising =
  /@(?:encre-folle|bureau-promo|stylos-co|heritage-rapide|loterie-continentale|rendement-garanti|sante-zen|minceur-express|mutuelle-comparee)\.test$/;

/** Mailboxes of the invented académie; whoever is of the house is proven, others prove their own domain, as swindlers do. */
export function* academieMail(house: HouseFacts, mailboxes = 12, messages = 500): Generator<Judgeable> {
  const places = schools(randomFrom('mail'), 12);
  const everybody = correspondents(people(randomFrom('mail'), places, 60, today));
  for (const owner of everybody.slice(0, mailboxes)) {
    const random = randomFrom('mail').fork(owner.address);
    let rank = 0;
    for (const { raw, folder } of mailbox(random, owner, everybody, places, { messages, today })) {
      const parsed = parseMessage(raw);
      const from = listMailboxes(parsed.envelope.from)[0]?.address.toLowerCase() ?? '';
      const parent = from.endsWith('@courriel-libre.test') && folder !== 'Indésirables' && !from.startsWith('dsi.');
      const phishing = baits.test(from) && !parent;
      if (!phishing && advertising.test(from)) continue;
      const inside = from.endsWith('@ac-amiens.test');
      const domain = from.slice(from.indexOf('@') + 1);
      const proven = { spf: 'pass', dkim: [{ result: 'pass', domain }], dmarc: 'pass', arc: 'none' } as const;
      const context = contextOf(house, from, inside, inside ? null : proven);
      yield { name: `${owner.address}/${rank++}`, bytes: raw, parsed, context, phishing };
    }
  }
}

/** Messages of a corpus nobody authenticated, from senders nobody kept count of. */
export function* judgeables(
  corpus: Iterable<{ name: string; bytes: Buffer }>,
  house: HouseFacts,
  wanted: (name: string, bytes: Buffer) => boolean,
  phishing: boolean,
): Generator<Judgeable> {
  for (const { name, bytes } of corpus) {
    if (!wanted(name, bytes)) continue;
    yield { name, bytes, parsed: parseMessage(bytes), context: contextOf(house, null, false, null), phishing };
  }
}

function contextOf(
  house: HouseFacts,
  sender: string | null,
  inside: boolean,
  authentication: Context['authentication'],
): Context {
  const from = { contact: 'unknown', messages: 0, authenticated: 0 } as const;
  return { sender, recipients: [], inside, authentication, house, from, thread: null };
}

/**
 * The corpus is of 2002 and holds no phishing for passwords. Nearest to it are its letters of advance-fee fraud: found by
 * the names they live on, then looked over by sender and subject; what only sold something to these countries is taken out.
 */
export function isAdvanceFee(name: string, bytes: Buffer): boolean {
  if (!name.includes('spam') || notFraud.test(name)) return false;
  return /kabila|nigeria|next of kin|savimbi|abacha|sierra leone|zimbabwe/i.test(bytes.toString('latin1'));
}

const notFraud = /spam-1\/00(?:126|179|286|473)|spam-2\/00(?:045|352|478|573)/;
