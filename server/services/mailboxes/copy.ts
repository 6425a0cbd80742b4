import type { ModSeq } from '../../model/change.ts';
import { flagBits } from '../../model/email.ts';
import type { Uid, UidValidity } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { type Placement, placeEmails, readPlacements, removePlacements } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { reportIfPutThere } from '../phishing/reporting-mailbox.ts';
import { copyAcross } from './copy-across.ts';
import { type MailboxRef, requireRights } from './permission.ts';

/** What a copy did: the i-th UID of `from` is the i-th of `to`. rfc/4315#3 */
export type Copied = { readonly uidValidity: UidValidity; readonly from: Uid[]; readonly to: Uid[] };

type Needs = Pick<House, 'store' | 'views' | 'clock' | 'phishing'>;

/** Messages that became a report are nowhere any more. */
const nowhere: Copied = { uidValidity: 1 as UidValidity, from: [], to: [] };

/**
 * Copies messages with their flags and dates; inside one account the email stays the same (rfc/8474#5.1). Messages that
 * are gone are passed over. rfc/9051#6.4.7
 * @throws Refusal no-such-mailbox, not-permitted, over-quota (into another account)
 */
export async function copy(house: Needs, actor: Actor, from: MailboxRef, uids: Uid[], to: MailboxRef): Promise<Copied> {
  await requireRights(house.store.database, actor, from, ['r']);
  await requireRights(house.store.database, actor, to, ['i']);
  if ((await reportIfPutThere(house, actor, from, uids, to)) !== null) return nowhere;
  if (from.accountId !== to.accountId) return copyAcross(house, actor, from, uids, to);
  const { modseq, copied, placements } = await house.store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, from.accountId);
    return { modseq, ...(await place(house, tx, modseq, from, uids, to)) };
  });
  house.views.advance(to.accountId, { modseq, placements, gone: [], removed: [] });
  house.store.changes.announce({ accountId: to.accountId, modseq, kinds: ['email', 'mailbox'] });
  return copied;
}

/**
 * Moves messages as one step: no reader ever sees both copies, or none. rfc/6851, rfc/9051#6.4.8
 * Across accounts it is a copy, then a removal of what was copied: a crash between the two leaves both, never none.
 * Into the reporting mailbox it is a report.
 * @throws Refusal as `copy`, and not-permitted where the actor may not remove
 */
export async function move(
  house: Needs,
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

/** Places the named messages of one mailbox into another of the same account, in ascending UIDs. */
async function place(
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
