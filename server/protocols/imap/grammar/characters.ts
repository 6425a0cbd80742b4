/** The character classes of the formal syntax, as bits of one table. rfc/9051#9 */
export const ATOM = 1;
/** Atom characters and `]`. */
export const ASTRING = 2;
/** Astring characters without `+`. */
export const TAG = 4;
/** Astring characters and the wildcards. */
export const LIST = 8;
/** What keywords of the grammar are made of: no bracket, so that `BODY[…]` ends at the bracket. */
export const KEYWORD = 16;
export const DIGIT = 32;
/** rfc/8474#7 */
export const OBJECT_ID = 64;

const table = new Uint8Array(256);

for (let code = 0x21; code < 0x7f; code++) {
  const char = String.fromCharCode(code);
  if ('(){"\\'.includes(char)) continue;
  const wildcard = char === '%' || char === '*';
  table[code] = LIST | (wildcard ? 0 : ASTRING) | (wildcard || char === ']' ? 0 : ATOM);
  if (!wildcard && char !== '+') table[code]! |= TAG;
  if (/[A-Za-z0-9._=-]/.test(char)) table[code]! |= KEYWORD;
  if (/[0-9]/.test(char)) table[code]! |= DIGIT;
  if (/[A-Za-z0-9_-]/.test(char)) table[code]! |= OBJECT_ID;
}

export const isIn = (characterClass: number, code: number) => (table[code]! & characterClass) !== 0;
