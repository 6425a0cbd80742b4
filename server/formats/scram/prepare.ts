/**
 * SASLprep: one form of a user name or password for all keyboards. rfc/4013, with the tables of RFC 3454 said in Unicode's
 * own properties.
 */

/** Mapped to nothing. (RFC 3454, B.1) */
const nothing = /\u034f|\u200d|[\ufe00-\ufe0f]|[\u180b-\u180d]|[\u00ad\u1806\u200b\u200c\u2060\ufeff]/gu;
/** Spaces that are not the common one. (C.1.2) */
const spaces = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/gu;
/** Controls, private and unassigned characters, surrogates, what is no text or changes its direction. (C.2 to C.9) */
const prohibited =
  /[\p{Cc}\p{Co}\p{Cs}\p{Cn}\u06dd\u070f\u180e\u200e\u200f\u2028-\u202e\u2061-\u206f\u2ff0-\u2ffb\ufff9-\uffff\u{1d173}-\u{1d17a}\u{e0001}-\u{e007f}]/u;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
const leftToRight = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

/** The prepared text; null where it holds what no password may. rfc/4013#2 */
export function saslPrepare(text: string): string | null {
  const prepared = text.replace(spaces, ' ').replace(nothing, '').normalize('NFKC');
  if (prohibited.test(prepared)) return null;
  if (!rightToLeft.test(prepared)) return prepared;
  const ends = [[...prepared][0]!, [...prepared].at(-1)!];
  return !leftToRight.test(prepared) && ends.every(end => rightToLeft.test(end)) ? prepared : null;
}
