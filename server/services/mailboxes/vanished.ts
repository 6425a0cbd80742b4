import type { ModSeq } from '../../model/change.ts';
import type { Uid } from '../../model/mailbox.ts';
import { readModSeq } from '../../store/mail-accounts.ts';
import { listGone } from '../../store/placements.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from './permission.ts';

/** What left a mailbox after a modseq; null where that is so long ago that nobody remembers. rfc/7162#3.2.5 */
export async function listVanished(
  { store }: Pick<House, 'store'>,
  { accountId, mailboxId }: MailboxRef,
  since: ModSeq,
): Promise<Uid[] | null> {
  const account = await readModSeq(store.database, accountId);
  if (account === null || since < account.goneFloor) return null;
  return await listGone(store.database, accountId, mailboxId, since);
}
