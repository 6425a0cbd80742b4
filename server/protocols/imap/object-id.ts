/** Object identifiers, unique over all accounts: the account's number and the object's own. rfc/8474#3 */
import type { AccountId } from '../../model/account.ts';

/** `M` mailbox, `E` email, `T` thread. */
export type ObjectKind = 'M' | 'E' | 'T';

export function writeObjectId(kind: ObjectKind, accountId: AccountId, id: number): string {
  return `${kind}${accountId.toString(36)}-${id.toString(36)}`;
}

/** The number of an object of this account, or null where the identifier is none of it. */
export function readObjectId(kind: ObjectKind, accountId: AccountId, text: string): number | null {
  const [, letter, account, id] = /^([MET])([0-9a-z]{1,11})-([0-9a-z]{1,11})$/.exec(text) ?? [];
  if (letter !== kind || Number.parseInt(account!, 36) !== accountId) return null;
  return Number.parseInt(id!, 36);
}
