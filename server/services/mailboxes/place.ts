/** What COPY and MOVE share: putting messages of a mailbox into another of the same account. */
import type { ModSeq } from '../../model/change.ts';
import { flagBits } from '../../model/email.ts';
import type { Uid, UidValidity } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { type Placement, placeEmails, readPlacements } from '../../store/placements.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from './permission.ts';

/** What a copy did: the i-th UID of `from` is the i-th of `to`. rfc/4315#3 */
export type Copied = { readonly uidValidity: UidValidity; readonly from: Uid[]; readonly to: Uid[] };

/** Messages that became a report are nowhere any more. */
export const nowhere: Copied = { uidValidity: 1 as UidValidity, from: [], to: [] };

/** Places the named messages of one mailbox into another of the same account, in ascending UIDs. */
export async function place(
  { clock }: Pick<House, 'clock'>,
  tx: Queryable,
  modseq: ModSeq,
  from: MailboxRef,
  uids: Uid[],
  to: MailboxRef,
): Promise<{ copied: Copied; placements: Placement[] }> {
  const sources = await readPlacements(tx, from.accountId, from.mailboxId, uids);
  const emails = sources.map(source => ({ ...source, flags: source.flags & ~flagBits.deleted }));
  const placed = await placeEmails(tx, to.accountId, modseq, to.mailboxId, emails, clock.now());
  if (placed === null) throw new Refusal('no-such-mailbox');
  return {
    copied: { uidValidity: placed.uidValidity, from: sources.map(source => source.uid), to: placed.uids },
    placements: emails.map((email, index) => ({ ...email, mailboxId: to.mailboxId, uid: placed.uids[index]!, modseq })),
  };
}
