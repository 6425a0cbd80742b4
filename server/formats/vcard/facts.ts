/** What the address book keeps beside a card, to find it and to sort it. */
import { fold } from '../message/fold.ts';
import { all, type Card, first, type Property, paramValues, readComponents, splitValue, unescapeText } from './card.ts';
import { pictureType, readDataAddress } from './picture.ts';
import { cardLimits } from './read.ts';
import { writeCard } from './write.ts';

export type CardFacts = {
  readonly uid: string | null;
  /** `individual`, `group`, `org`… rfc/6350#6.1.4 */
  readonly kind: string;
  readonly fullName: string;
  /** In lower case, the preferred one first, each once. */
  readonly emails: readonly string[];
  /** Name to sort by, folded: the family name first, where there is one. */
  readonly sortKey: string;
  /** Folded words of all that is text, for search: names, organisation, notes, numbers, addresses. */
  readonly words: string;
};

const searched = ['FN', 'N', 'NICKNAME', 'ORG', 'TITLE', 'ROLE', 'EMAIL', 'TEL', 'ADR', 'NOTE', 'CATEGORIES'];

export function cardFacts(card: Card): CardFacts {
  const text = (name: string) => unescapeText(first(card, name)?.value ?? '').trim();
  const [family = [], given = []] = readComponents(first(card, 'N')?.value ?? '');
  const emails = all(card, 'EMAIL')
    .sort((a, b) => rank(a) - rank(b))
    .map(one => unescapeText(one.value).trim().toLowerCase());
  const fullName = text('FN') || [...given, ...family].join(' ').trim() || emails[0] || '';
  const sortAs = paramValues(first(card, 'N') ?? first(card, 'FN') ?? nothing, 'SORT-AS')[0];
  const words = searched
    .flatMap(name => all(card, name))
    .map(one => splitValue(one.value, ';').map(unescapeText).join(' '))
    .join('\n');
  return {
    uid: text('UID') || null,
    kind: text('KIND').toLowerCase() || 'individual',
    fullName,
    emails: [...new Set(emails.filter(one => /^[^\s@]+@[^\s@]+$/.test(one) && one.length <= 254))].slice(0, 200),
    sortKey: fold(sortAs ?? ([...family, ...given].join(' ').trim() || fullName)).slice(0, 200),
    words: fold(words).slice(0, 20_000),
  };
}

const nothing: Property = { group: null, name: '', params: [], value: '' };

function rank(of: Property): number {
  const pref = Number(paramValues(of, 'PREF')[0]);
  return pref >= 1 && pref <= 100 ? pref : 101;
}

export type UnfitCard = 'too-large' | 'photo-too-large' | 'photo-no-picture' | 'too-many-properties';

/** Why a card of 4.0 will not be kept; null where it will. */
export function unfit(card: Card): UnfitCard | null {
  if (card.properties.length > cardLimits.properties) return 'too-many-properties';
  for (const photo of all(card, 'PHOTO')) {
    const data = readDataAddress(photo.value);
    if (data === null) continue;
    if (data.bytes.length > cardLimits.photoBytes) return 'photo-too-large';
    if (pictureType(data.bytes) === null) return 'photo-no-picture';
  }
  return Buffer.byteLength(writeCard(card)) > cardLimits.bytes ? 'too-large' : null;
}
