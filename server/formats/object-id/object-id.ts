/**
 * The names objects bear outside: IMAP's OBJECTID (rfc/8474) and JMAP's ids (rfc/8620#1.2) are the same strings. A letter
 * tells the kind, the account's number makes the name unique in the house, the last number is the object's own. Lower
 * case only, so that no two names differ by case alone.
 */

/**
 * `M`ailbox, `E`mail, `T`hread, `I`dentity, `S`ubmission, address boo`K`, contact `C`ard, `N`otice of a share, sie`V`e
 * script, push `W`atch.
 */
export type ObjectLetter = 'M' | 'E' | 'T' | 'I' | 'S' | 'K' | 'C' | 'N' | 'V' | 'W';

/** The name of an account: `A` and its number. */
export function writeAccountId(accountId: number): string {
  return `A${accountId.toString(36)}`;
}

/** The number of an account, or null where the text is the name of none. */
export function readAccountId(text: string): number | null {
  return text.startsWith('A') ? readNumber(text.slice(1)) : null;
}

/** The principal of an account: `P` and its number. rfc/9670#2 */
export function writePrincipalId(accountId: number): string {
  return `P${accountId.toString(36)}`;
}

export function readPrincipalId(text: string): number | null {
  return text.startsWith('P') ? readNumber(text.slice(1)) : null;
}

/** The name of an object of an account, as `E2k-1f`. */
export function writeObjectId(letter: ObjectLetter, accountId: number, id: number): string {
  return `${letter}${accountId.toString(36)}-${id.toString(36)}`;
}

/** The number of an object of that kind and account, or null where the text is the name of no such object. */
export function readObjectId(letter: ObjectLetter, accountId: number, text: string): number | null {
  const start = `${letter}${accountId.toString(36)}-`;
  if (!text.startsWith(start)) return null;
  return readNumber(text.slice(start.length));
}

/** Base 36 in its one canonical form, below 2^53. */
export function readNumber(text: string): number | null {
  if (!/^(?:0|[1-9a-z][0-9a-z]{0,10})$/.test(text)) return null;
  const value = Number.parseInt(text, 36);
  return Number.isSafeInteger(value) ? value : null;
}
