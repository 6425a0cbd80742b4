/** The character classes of the formal syntax, as bits of one table. rfc/9051#9 */
export const atomChars = 1;
/** Atom characters and `]`. */
export const astringChars = 2;
/** Astring characters without `+`. */
export const tagChars = 4;
/** Astring characters and the wildcards. */
export const listChars = 8;
/** What keywords of the grammar are made of: no bracket, so that `BODY[…]` ends at the bracket. */
export const keywordChars = 16;
export const digitChars = 32;
/** rfc/8474#7 */
export const objectIdChars = 64;

const table = new Uint8Array(256);

for (let code = 0x21; code < 0x7f; code++) {
  const char = String.fromCharCode(code);
  if ('(){"\\'.includes(char)) continue;
  const wildcard = char === '%' || char === '*';
  table[code] = listChars | (wildcard ? 0 : astringChars) | (wildcard || char === ']' ? 0 : atomChars);
  if (!wildcard && char !== '+') table[code]! |= tagChars;
  if (/[A-Za-z0-9._=-]/.test(char)) table[code]! |= keywordChars;
  if (/[0-9]/.test(char)) table[code]! |= digitChars;
  if (/[A-Za-z0-9_-]/.test(char)) table[code]! |= objectIdChars;
}

export const isIn = (characterClass: number, code: number) => (table[code]! & characterClass) !== 0;
