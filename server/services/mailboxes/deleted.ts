/** Deleted mail, which its owner can take back for some days. R37 */
import type { EmailId } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import { chargeBytes, type DeletedEmail, listDeleted, takeDeleted } from '../../store/deleted-emails.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { placeEmails } from '../../store/placements.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

export type { DeletedEmail } from '../../store/deleted-emails.ts';

const day = 86_400_000;

/** Days deleted mail can be taken back, where the house says nothing else. */
export const usualKeptDays = 14;

/** Messages of one page of the list, and taken back at once. */
export const deletedPage = 200;

/** What the actor deleted lately, the latest first. `after`: the last one of the page before. */
export async function readDeleted(
  { store, clock, deletedDays = usualKeptDays }: Pick<House, 'store' | 'clock' | 'deletedDays'>,
  actor: Actor,
  after: { readonly at: Date; readonly emailId: EmailId } | null = null,
): Promise<DeletedEmail[]> {
  const since = new Date(clock.now().getTime() - deletedDays * day);
  return await listDeleted(store.database, actor.accountId, { since, after, most: deletedPage });
}

/**
 * Puts messages back where they were, or into the inbox where that mailbox is gone or was the bin, with their flags. Those
 * that cannot be taken back any more are passed over.
 * @returns how many came back
 * @throws Refusal over-quota
 */
export async function takeBack(
  { store, clock, deletedDays = usualKeptDays }: Pick<House, 'store' | 'clock' | 'deletedDays'>,
  actor: Actor,
  emailIds: readonly EmailId[],
): Promise<number> {
  const { accountId } = actor;
  const now = clock.now();
  const done = await store.database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    const since = new Date(now.getTime() - deletedDays * day);
    const taken = await takeDeleted(tx, accountId, emailIds, since);
    const bytes = taken.reduce((sum, one) => sum + one.bytes, 0);
    if (!(await chargeBytes(tx, accountId, bytes))) throw new Refusal('over-quota');
    for (const [mailboxId, group] of Map.groupBy(taken, one => one.mailboxId))
      await placeEmails(tx, accountId, modseq, mailboxId, group, now);
    return { modseq, taken: taken.length };
  });
  store.changes.announce({ accountId, modseq: done.modseq, kinds: ['email', 'mailbox', 'quota'] });
  return done.taken;
}
