import { baseSubject } from '../../formats/message/subject.ts';
import { organisationOf } from '../../formats/phishing/domains.ts';
import { foldLetters } from '../../formats/phishing/letters.ts';
import { simhash } from '../../formats/phishing/simhash.ts';
import type { Likeness } from '../../store/phishing-judgements.ts';
import type { HouseFacts } from './context.ts';
import type { Look } from './look.ts';
import { isOpenHost, ofHouse, ownerOfHost } from './trust.ts';

const maxLinks = 20;

/**
 * What the campaign of a message is recognised by. Links to the house, to known owners
 * and through shorteners are everybody's, and left out; on a host open to anybody the page counts, not the host.
 */
export function likenessOf(look: Look, house: HouseFacts): Likeness {
  const hosts = look.links.map(({ target }) => target.host).filter(host => host !== '');
  const foreign = hosts.filter(
    host => !ofHouse(host, house) && ownerOfHost(host, house) === null && !house.shorteners.has(organisationOf(host)),
  );
  return {
    sender: look.from.address,
    subject: foldLetters(baseSubject(look.subject).base)
      .replace(/[0-9]+/g, '0')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 500),
    links: [...new Set(foreign.map(host => (isOpenHost(host, house) ? host : organisationOf(host))))].slice(
      0,
      maxLinks,
    ),
    print: simhash(look.tokens),
  };
}
