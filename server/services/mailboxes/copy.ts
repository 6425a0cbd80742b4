import type { Uid } from '../../model/mailbox.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { reportIfPutThere } from '../phishing/reporting-mailbox.ts';
import { copyAcross } from './copy-across.ts';
import { type MailboxRef, requireRights } from './permission.ts';
import { type Copied, nowhere, place } from './place.ts';
import { requireMessageRoom } from './quota.ts';

type Needs = Pick<House, 'store' | 'views' | 'clock' | 'phishing'>;

/**
 * Copies messages with their flags and dates; inside one account the email stays the same (rfc/8474#5.1). Messages that
 * are gone are passed over. rfc/9051#6.4.7
 * @throws Refusal no-such-mailbox, not-permitted, over-quota
 */
export async function copy(house: Needs, actor: Actor, from: MailboxRef, uids: Uid[], to: MailboxRef): Promise<Copied> {
  await requireRights(house.store.database, actor, from, ['r']);
  await requireRights(house.store.database, actor, to, ['i']);
  if ((await reportIfPutThere(house, actor, from, uids, to)) !== null) return nowhere;
  if (from.accountId !== to.accountId) return copyAcross(house, actor, from, uids, to);
  const { modseq, copied, placements } = await house.store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, from.accountId);
    const placed = await place(house, tx, modseq, from, uids, to);
    await requireMessageRoom(tx, from.accountId);
    return { modseq, ...placed };
  });
  house.views.advance(to.accountId, { modseq, placements, gone: [], removed: [] });
  house.store.changes.announce({ accountId: to.accountId, modseq, kinds: ['email', 'mailbox'] });
  return copied;
}
