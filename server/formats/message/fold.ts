/** Two ways of writing a text so that texts people hold equal become equal. */

/** Letters that Unicode does not decompose, written as people type them when the key is missing. */
const spelled: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  '’': "'",
  '‘': "'",
};

/** For search and for sorting by name: no case, no accent, no ligature, no typographic apostrophe. "Œuvre d’Été" is "oeuvre d'ete". */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[œæßøđðłıþ’‘]/g, letter => spelled[letter]!)
    .normalize('NFKC');
}

/** The comparator i;unicode-casemap of RFC 5051: case does not count, accents do. Compare the results byte by byte. */
export function casemap(text: string): string {
  if (isAscii(text)) return text.toUpperCase();
  let out = '';
  for (const character of text) out += titlecase(character);
  return out.normalize('NFKD');
}

/** The simple mapping: one character for one. Where Unicode only has a longer one (ß), the letter stays. */
function titlecase(character: string): string {
  const upper = character.toUpperCase();
  return upper.length === character.length ? upper : character;
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}
