import type { ModSeq } from '../../model/change.ts';
import type { Uid } from '../../model/mailbox.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { removePlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { reportIfPutThere } from '../phishing/reporting-mailbox.ts';
import { copyAcross } from './copy-across.ts';
import { type MailboxRef, requireRights } from './permission.ts';
import { type Copied, nowhere, place } from './place.ts';

/**
 * Moves messages as one step: no reader ever sees both copies, or none. rfc/6851, rfc/9051#6.4.8
 * Across accounts it is a copy, then a removal of what was copied: a crash between the two leaves both, never none.
 * Into the reporting mailbox it is a report.
 * @throws Refusal as `copy`, and not-permitted where the actor may not remove
 */
export async function move(
  house: Pick<House, 'store' | 'views' | 'clock' | 'phishing'>,
  actor: Actor,
  from: MailboxRef,
  uids: Uid[],
  to: MailboxRef,
): Promise<Copied & { modseq: ModSeq }> {
  const { store, views, clock } = house;
  await requireRights(store.database, actor, from, ['r', 't', 'e']);
  await requireRights(store.database, actor, to, ['i']);
  const reported = await reportIfPutThere(house, actor, from, uids, to);
  if (reported !== null) return { ...nowhere, modseq: reported };
  const { accountId, mailboxId } = from;
  const elsewhere = accountId === to.accountId ? null : await copyAcross(house, actor, from, uids, to);
  const done = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    const placed =
      elsewhere === null ? await place(house, tx, modseq, from, uids, to) : { copied: elsewhere, placements: [] };
    const target = { mailboxId, uids: placed.copied.from, at: clock.now() };
    const removed = await removePlacements(tx, accountId, modseq, target);
    return { modseq, placed, removed };
  });
  const { modseq, placed } = done;
  const gone = done.removed.map(one => ({ ...one, mailboxId, modseq }));
  views.advance(accountId, { modseq, placements: placed.placements, gone, removed: [] });
  store.changes.announce({ accountId, modseq, kinds: ['email', 'mailbox', 'quota'] });
  return { ...placed.copied, modseq };
}
