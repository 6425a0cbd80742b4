/**
 * The rule that makes `prenom.nom` out of a name (R2): accents dropped, œ and æ opened, hyphens of compound names and
 * particles kept; apostrophes and spaces become a hyphen or nothing. Homonyms get a number that is theirs for ever.
 */

export type AddressRule = {
  /** What an apostrophe becomes: d’Hervé is `d-herve` or `dherve`. */
  readonly apostrophe: 'hyphen' | 'nothing';
  /** What a space becomes: Da Silva is `da-silva` or `dasilva`. */
  readonly space: 'hyphen' | 'nothing';
  /** The number of the second person of a name. */
  readonly firstSuffix: 1 | 2;
};

export const usualRule: AddressRule = { apostrophe: 'hyphen', space: 'hyphen', firstSuffix: 1 };

/** Room for a number inside the 64 octets of a local part (rfc/5321#4.5.3.1.1). */
const longest = 58;

/** Letters that no decomposition opens. */
const opened: Record<string, string> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'ng',
  ĸ: 'k',
  ŧ: 't',
  ə: 'e',
  ƒ: 'f',
};

/** `prenom.nom`, or null where a name has no letter of the Latin alphabet and HR must give one. */
export function localPart(givenName: string, familyName: string, rule: AddressRule): string | null {
  const given = plainName(givenName, rule);
  const family = plainName(familyName, rule);
  if (given === '' || family === '') return null;
  const room = longest - 1;
  const cut = given.length + family.length <= room ? given : shorten(given, Math.max(1, room - family.length));
  return `${cut}.${shorten(family, room - cut.length)}`;
}

/** The local part of the person who comes `rank`-th (from 0) to a name. */
export function numbered(local: string, rank: number, rule: AddressRule): string {
  return rank === 0 ? local : `${local}${rank - 1 + rule.firstSuffix}`;
}

/** Lower case letters of ASCII and single inner hyphens. */
export function plainName(name: string, rule: AddressRule): string {
  const joined = (wanted: 'hyphen' | 'nothing'): string => (wanted === 'hyphen' ? '-' : '');
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[œæßøłđðþħıŋĸŧəƒ]/g, letter => opened[letter]!)
    .replace(/['’‘ʼ`´]/g, joined(rule.apostrophe))
    .replace(/[\s.]+/g, joined(rule.space))
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/[^a-z-]/g, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
}

function shorten(name: string, length: number): string {
  return name.slice(0, length).replace(/-$/, '');
}
