import { countRecent } from '../../store/mailboxes.ts';
import { sumDeletedBytes } from '../../store/placements.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from './permission.ts';

/** Messages nobody was told of as \Recent. rfc/3501#2.3.2 */
export function countRecentOf({ store }: Pick<House, 'store'>, { accountId, mailboxId }: MailboxRef): Promise<number> {
  return countRecent(store.database, accountId, mailboxId);
}

/** Octets of the messages marked \Deleted: what EXPUNGE would give back. rfc/9208#4.1.4 */
export function countDeletedBytes(
  { store }: Pick<House, 'store'>,
  { accountId, mailboxId }: MailboxRef,
): Promise<number> {
  return sumDeletedBytes(store.database, accountId, mailboxId);
}
