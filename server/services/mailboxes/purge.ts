/**
 * What time does to mail nobody wants: bins and junk are emptied, and deleted mail that could be taken back is purged with
 * its texts in the index. Closed accounts are left alone: their mail waits for the archives' word.
 */
import { listOldUids, listPurgeable, listStale, purgeDeleted } from '../../store/deleted-emails.ts';
import { raiseModSeq } from '../../store/mail-accounts.ts';
import { removePlacements } from '../../store/placements.ts';
import type { House } from '../house.ts';
import { forgetTexts } from '../search/forget-texts.ts';
import { usualKeptDays } from './deleted.ts';

const day = 86_400_000;
/** Messages of one transaction: locks are short, and whoever reads mail meanwhile waits for none of them. */
const portion = 500;

type Needs = Pick<House, 'store' | 'clock' | 'views' | 'log' | 'deletedDays'>;

/** Removes from bins and junk what has been there for `days`. It can be taken back like all that is deleted. @returns how many */
export async function emptyBins({ store, clock, views, log }: Needs, days: number): Promise<number> {
  const at = clock.now();
  const before = new Date(at.getTime() - days * day);
  let emptied = 0;
  for (const { accountId, mailboxId } of await listStale(store.database, before)) {
    for (;;) {
      const done = await store.database.transaction(async tx => {
        const modseq = await raiseModSeq(tx, accountId);
        const uids = await listOldUids(tx, accountId, mailboxId, before, portion);
        return { modseq, removed: await removePlacements(tx, accountId, modseq, { mailboxId, uids, at }) };
      });
      if (done.removed.length === 0) break;
      const { modseq } = done;
      const gone = done.removed.map(one => ({ ...one, mailboxId, modseq }));
      views.advance(accountId, { modseq, placements: [], gone, removed: [] });
      store.changes.announce({ accountId, modseq, kinds: ['email', 'mailbox', 'quota'] });
      emptied += done.removed.length;
      if (done.removed.length < portion) break;
    }
  }
  log.info('bins-emptied', { messages: emptied });
  return emptied;
}

/** Purges what was deleted longer ago than it can be taken back. @returns how many emails are no more */
export async function purgeMail({ store, clock, log, deletedDays = usualKeptDays }: Needs): Promise<number> {
  const before = new Date(clock.now().getTime() - deletedDays * day);
  let purged = 0;
  for (const accountId of await listPurgeable(store.database, before)) {
    for (;;) {
      const done = await store.database.transaction(async tx => {
        const done = await purgeDeleted(tx, accountId, before, portion);
        await forgetTexts(tx, accountId, done.purged);
        return done;
      });
      purged += done.purged.length;
      if (done.taken < portion) break;
    }
  }
  log.info('deleted-mail-purged', { messages: purged });
  return purged;
}
